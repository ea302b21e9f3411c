package se.malbild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The picture of the modules in the documentation is the one that their pom files give. */
class ModuleGraphTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/architecture.md");
    private static final String BEGIN = "```mermaid\nflowchart TD\n";
    private static final String END = "```\n";
    private static final String UPDATE = "malbild.update";
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    /** By its name, the modules that each module uses when it runs. */
    private final SortedMap<String, Set<String>> uses = new TreeMap<>();

    private final SortedMap<String, String> folders = new TreeMap<>();

    @Test
    void the_documentation_draws_the_modules_as_they_are() throws Exception {
        read(ROOT);
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page.substring(0, begin) + drawn() + page.substring(end));
            return;
        }

        assertThat(page.substring(begin, end))
                .as("The modules have changed. Draw them again with: ./mvnw -pl cli -am test -Dtest=ModuleGraphTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -D" + UPDATE + "=true")
                .isEqualTo(drawn());
    }

    /** Reads the module in {@code folder}, or the modules below it. */
    private void read(Path folder) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile());
        List<String> below = texts(pom, "/project/modules/module");
        for (String module : below) {
            read(folder.resolve(module));
        }
        if (below.isEmpty()) {
            String name = texts(pom, "/project/artifactId").get(0);
            folders.put(name, ROOT.relativize(folder).toString().replace('\\', '/'));
            uses.put(
                    name,
                    new TreeSet<>(texts(
                            pom,
                            "/project/dependencies/dependency[groupId='se.malbild'][not(scope='test')]/artifactId")));
        }
    }

    private static List<String> texts(Document pom, String path) throws XPathExpressionException {
        NodeList found = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private String drawn() {
        List<String> lines = new ArrayList<>();
        folders.forEach((name, folder) -> {
            if (!folder.equals(name)) {
                lines.add("  " + name + "[\"" + folder + "\"]\n");
            }
        });
        uses.keySet().forEach(user -> arrows(user).forEach(used -> lines.add("  " + user + " --> " + used + "\n")));
        return String.join("", lines);
    }

    /** Returns the modules that {@code user} uses and that no other module it uses brings along. */
    private Set<String> arrows(String user) {
        Set<String> direct = uses.get(user);
        return direct.stream()
                .filter(used -> direct.stream().noneMatch(other -> reaches(other, used)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean reaches(String from, String to) {
        return uses.get(from).stream().anyMatch(used -> used.equals(to) || reaches(used, to));
    }
}
