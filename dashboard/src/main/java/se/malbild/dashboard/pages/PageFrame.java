package se.malbild.dashboard.pages;

import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.view.AsOf;
import se.malbild.goals.Language;

/**
 * What every page has around its content.
 *
 * @param title the page's own title
 * @param trail the pages above this one, the first one first
 * @param subject what it is about, where it is about one picture
 * @param files the same content for programs
 */
public record PageFrame(
        PageLanguage words,
        Address address,
        String title,
        List<Link> trail,
        Optional<Subject> subject,
        List<Link> files) {

    /**
     * Where something else is.
     *
     * @param path from the root of this server
     */
    public record Link(String text, String path) {}

    public PageFrame {
        trail = List.copyOf(trail);
        files = List.copyOf(files);
    }

    public Language language() {
        return words.language();
    }

    public Language otherLanguage() {
        return language() == Language.SV ? Language.EN : Language.SV;
    }

    /** Returns where the page is, without what else it is asked for. */
    public String path() {
        return address.plain().in(language());
    }

    public String pathOf(Address other) {
        return other.in(language());
    }

    /** Returns the moment that the page is as of, if it is not of now. */
    public Optional<AsOf> asOf() {
        return subject.flatMap(about -> about.organisation().asOf());
    }

    /** Returns where it is what has changed since the moment that the page is as of. */
    public Optional<String> changes() {
        return asOf().map(then -> pathOf(subject.orElseThrow().address().changes(then, Optional.empty())));
    }

    /** Returns the marks that the page may show. */
    public List<Mark> marks() {
        return subject.map(Subject::marks).orElse(List.of());
    }

    /** Returns the index of the indicators that the menu leads to, where the page is about a picture. */
    public Optional<Address> indicators() {
        return subject.map(about -> about.address().indicators());
    }

    /** Returns the picture that the menu leads to. */
    public String picturePath() {
        return pathOf(subject.map(Subject::address).orElse(Address.FIRST));
    }
}
