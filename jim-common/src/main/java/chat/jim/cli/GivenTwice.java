package chat.jim.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ParseResult.GroupMatch;

/**
 * Finds an option that was given twice under a heading of the help. Picocli takes its second value for a second group, in
 * which all the other options have their default values again; options without a heading it refuses itself.
 */
final class GivenTwice {
    private GivenTwice() {}

    /**
     * Checks a command line, with its subcommands.
     *
     * @throws OverwrittenOptionException there is such an option
     */
    static void check(ParseResult parsed) {
        CommandLine line = parsed.commandSpec().commandLine();
        for (ArgGroupSpec group : parsed.commandSpec().argGroups()) {
            List<GroupMatch> matches = parsed.findMatches(group).stream()
                    .flatMap(container -> container.matches().stream())
                    .toList();
            group.args().stream()
                    .filter(option -> count(matches, option) > 1)
                    .findFirst()
                    .ifPresent(option -> refuse(line, option));
        }
        parsed.subcommands().forEach(GivenTwice::check);
    }

    private static int count(List<GroupMatch> matches, ArgSpec option) {
        return matches.stream()
                .mapToInt(match -> match.matchedValues(option).size())
                .sum();
    }

    private static void refuse(CommandLine line, ArgSpec option) {
        throw new OverwrittenOptionException(line, option, "given twice");
    }
}
