import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Gives the statements of a file to Flink, which runs in this process, and prints what it answers. */
class FlinkSql {
    public static void main(String[] args) throws Exception {
        TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        for (String statement : Files.readString(Path.of(args[0])).split(";\\s*")) {
            flink.executeSql(statement).print();
        }
    }
}
