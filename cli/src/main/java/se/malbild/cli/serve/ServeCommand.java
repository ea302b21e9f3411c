package se.malbild.cli.serve;

import picocli.CommandLine.Command;

@Command(
        name = "serve",
        description = {
            "Kör en av tjänsterna mot ett Kafkakluster tills den stoppas.",
            "Runs one of the services against a Kafka cluster until it is stopped."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeGatewayCommand.class,
            ServeStreamsCommand.class,
            ServeReceiptsCommand.class,
            ServeDashboardCommand.class
        })
public final class ServeCommand {}
