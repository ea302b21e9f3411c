package se.malbild.cli.evidence;

import java.util.List;
import se.malbild.cli.terminal.Columns;
import se.malbild.goals.Language;
import se.malbild.goals.Text;
import se.malbild.goals.certification.CertificationClass;
import se.malbild.goals.certification.Check;
import se.malbild.goals.certification.IndicatorCertificate;

/** The classes of the indicators for a terminal, with what is not in order, and what each class means. */
final class CertificateTable {
    private final Language language;

    CertificateTable(Language language) {
        this.language = language;
    }

    String of(List<IndicatorCertificate> certificates) {
        StringBuilder out = new StringBuilder();
        for (IndicatorCertificate certificate : certificates) {
            out.append(certificate.id())
                    .append(' ')
                    .append(certificate.title().in(language))
                    .append(": ")
                    .append(certificate.certification().label().in(language))
                    .append('\n');
            for (Check check : certificate.notPassed()) {
                out.append("   ")
                        .append(check.kind().label().in(language))
                        .append(": ")
                        .append(outcome(check).in(language))
                        .append(check.message().in(language))
                        .append('\n');
            }
        }
        return out.append('\n').append(classes(certificates)).toString();
    }

    private static Text outcome(Check check) {
        return check.outcome() == Check.Outcome.FAILED
                ? new Text("nej. ", "no. ")
                : new Text("går inte att avgöra. ", "cannot be told. ");
    }

    private String classes(List<IndicatorCertificate> certificates) {
        Columns columns = new Columns();
        for (CertificationClass each : CertificationClass.values()) {
            columns.row(
                    Long.toString(count(certificates, each)),
                    each.label().in(language),
                    each.definition().in(language));
        }
        return columns.toString();
    }

    static long count(List<IndicatorCertificate> certificates, CertificationClass each) {
        return certificates.stream()
                .filter(certificate -> certificate.certification() == each)
                .count();
    }
}
