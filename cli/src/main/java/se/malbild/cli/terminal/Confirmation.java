package se.malbild.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import se.malbild.goals.Text;

/** Asks the person at the terminal before something is done. */
public final class Confirmation {
    /** What the person answered. */
    public enum Answer {
        YES,
        NO,
        /** Nobody is there to answer. */
        NONE
    }

    private static final Set<String> YES = Set.of("j", "ja", "y", "yes");

    private final Console console;
    private final Optional<BufferedReader> terminal;

    /** @param terminal where the answer is typed; empty when there is no terminal */
    Confirmation(Console console, Optional<BufferedReader> terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    /** Returns one that asks at the terminal of this process, if it has one. */
    public static Confirmation atTerminal(Console console) {
        return new Confirmation(
                console, Optional.ofNullable(System.console()).map(terminal -> new BufferedReader(terminal.reader())));
    }

    /** Asks {@code question}, and waits for the answer. */
    public Answer ask(Text question) {
        if (terminal.isEmpty()) {
            return Answer.NONE;
        }
        console.say(question.sv() + " (ja/nej)", question.en() + " (yes/no)");
        try {
            String typed = terminal.get().readLine();
            if (typed == null) {
                return Answer.NONE;
            }
            return YES.contains(typed.strip().toLowerCase(Locale.ROOT)) ? Answer.YES : Answer.NO;
        } catch (IOException gone) {
            return Answer.NONE;
        }
    }
}
