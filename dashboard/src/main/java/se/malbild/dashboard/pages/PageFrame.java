package se.malbild.dashboard.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.malbild.dashboard.view.AsOf;
import se.malbild.goals.Language;
import se.malbild.report.words.Mark;

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

    /** A link of the menu. */
    public record MenuLink(String text, String path, boolean isCurrent) {}

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

    /** Tells whether the page follows what is published; what is worked out from the log does not. */
    public boolean isLive() {
        return subject.isPresent() && asOf().isEmpty() && !address.isOfTheLog();
    }

    /** Returns where it is what has changed since the moment that the page is as of. */
    public Optional<String> changes() {
        return asOf().map(then -> pathOf(subject.orElseThrow().address().changes(then, Optional.empty())));
    }

    /** Returns what the page is about where it is about one year that has been closed, whether or not it is open again. */
    public Optional<Subject> closed() {
        return subject.filter(about -> address.parts().size() > 2
                && address.parts().subList(0, 3).equals(about.address().parts())
                && about.decisionLines().lastTurn().isPresent());
    }

    /** Tells whether the page shows the picture that a year is closed with; data for programs is of now. */
    public boolean hasClosedPicture() {
        return closed().filter(Subject::isClosing).isPresent();
    }

    /** Returns where programs read the picture that the year is closed with. */
    public String closedPicture() {
        return DataAddress.closedPicture(subject.orElseThrow());
    }

    /** Returns the marks that the page may show. */
    public List<Mark> marks() {
        return subject.map(Subject::marks).orElse(List.of());
    }

    /** Returns what the menu of every page leads to. */
    public List<MenuLink> menu() {
        List<MenuLink> menu = new ArrayList<>();
        subject.ifPresent(about -> {
            menu.add(menuLink("Nyckeltal", "Indicators", about.address().indicators()));
            menu.add(menuLink("Nämnder", "Departments", about.address().departments()));
            menu.add(menuLink("Utveckling", "Development", about.development()));
            menu.add(menuLink("Jämför", "Compare", about.comparisons()));
            menu.add(menuLink("Beslut", "Decisions", about.address().decisions()));
            menu.add(menuLink("Bedömningar över åren", "Judgements over the years", about.judgements()));
        });
        menu.add(menuLink("Om uppgifterna", "About the data", Address.ABOUT));
        return menu;
    }

    private MenuLink menuLink(String sv, String en, Address to) {
        return new MenuLink(words.say(sv, en), pathOf(to), to.equals(address));
    }

    /** Returns the title, what it is a part of and whose it is: one of many tabs or results is known by it alone. */
    public String fullTitle() {
        List<String> titles = new ArrayList<>(List.of(title));
        for (int i = trail.size() - 1; i >= 0; i--) {
            titles.add(trail.get(i).text());
        }
        subject.map(Subject::municipality).ifPresent(titles::add);
        titles.add("Målbild");
        return String.join(" – ", titles);
    }

    /** Returns the picture that the menu leads to. */
    public String picturePath() {
        return pathOf(subject.map(Subject::address).orElse(Address.FIRST));
    }
}
