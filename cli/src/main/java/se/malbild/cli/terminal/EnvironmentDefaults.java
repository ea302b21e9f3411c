package se.malbild.cli.terminal;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes what the command line does not say from the environment: {@code --bootstrap-servers} from
 * {@code MALBILD_BOOTSTRAP_SERVERS}, and so every option of every command.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final String PREFIX = "MALBILD_";

    private final Map<String, String> environment;

    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Returns null where the environment says nothing, which leaves the option its own default. */
    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        return environment.get(variable(option.longestName()));
    }

    /** Returns the variable of the option that is called {@code name}. */
    static String variable(String name) {
        return PREFIX + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
