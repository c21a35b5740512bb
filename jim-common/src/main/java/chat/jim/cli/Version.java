package chat.jim.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The version in the manifest of the running jar, and the version of Java. */
public final class Version implements IVersionProvider {
    @Spec
    private @Nullable CommandSpec command;

    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        String name = command == null ? "jim" : command.name();
        return new String[] {name + " " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version()
        };
    }
}
