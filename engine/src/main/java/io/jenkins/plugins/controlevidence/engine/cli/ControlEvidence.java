package io.jenkins.plugins.controlevidence.engine.cli;

import io.jenkins.plugins.controlevidence.engine.evidence.activity.Actor;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Approval;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Deployment;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.Review;
import io.jenkins.plugins.controlevidence.engine.finding.Decision;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.scan.secrets.SecretRules;
import io.jenkins.plugins.controlevidence.engine.source.JGitEnvironment;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line {@code control-evidence}. Exit codes are those of {@link ExitCode} and part of the contract. */
@Command(
        name = "control-evidence",
        description = "Scans a change, gates it, and keeps signed evidence of both.",
        mixinStandardHelpOptions = true,
        versionProvider = ControlEvidence.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 good (gate passed, nothing found, all verified), 1 bad, 2 it cannot be said, 64 usage error.",
            "",
            "Example: control-evidence run . && control-evidence verify"
        })
public final class ControlEvidence implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            ScanCommand.class,
            ScanFilesCommand.class,
            ApproveCommand.class,
            DeployCommand.class,
            DisposeCommand.class,
            ReviewCommand.class,
            AttachCommand.class,
            RecordCommand.class,
            CensusCommand.class,
            AccessReviewCommand.class,
            MfaCommand.class,
            CredentialsCommand.class,
            InventoryCommand.class,
            ReportCommand.class,
            SampleCommand.class,
            ExportCommand.class,
            VerifyCommand.class,
            ShowCommand.class,
            CheckDetectorsCommand.class,
            ToolsCommand.class,
            KeyCommand.class,
            CheckpointCommand.class,
            PruneCommand.class,
            DemoCommand.class);

    /** The commands that look for credentials. */
    private static final Set<String> SCANS = Set.of("scan", "scan-files", "run");

    @Spec
    private CommandSpec spec;

    private ControlEvidence() {}

    /**
     * Runs the command line and ends the process with its exit code.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && SCANS.contains(arguments[0])) {
            SecretRules.loadAhead();
        }
        JGitEnvironment.isolate();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs the command line in this process.
     *
     * @param out where results go
     * @param err where errors and explanations go
     * @param arguments command and options
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new ControlEvidence());
        commands(arguments).forEach(line::addSubcommand);
        return line.setOut(out)
                .setErr(err)
                .registerConverter(LocalDate.class, ControlEvidence::date)
                .registerConverter(Family.class, ControlEvidence::family)
                .registerConverter(Actor.class, ActorOptions::named)
                .registerConverter(RecordPrefix.class, RecordPrefix::parse)
                .registerConverter(Approval.Decision.class, text -> word(Approval.Decision.class, text))
                .registerConverter(Deployment.Trigger.Kind.class, text -> word(Deployment.Trigger.Kind.class, text))
                .registerConverter(Decision.class, text -> word(Decision.class, text))
                .registerConverter(Review.Conclusion.class, text -> word(Review.Conclusion.class, text))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ControlEvidence::usage)
                .setExecutionExceptionHandler(Failure::report)
                .execute(arguments);
    }

    /** The command that is named, alone: a scan of a push would spend a tenth of its time on the options of all others. */
    private static List<Class<?>> commands(String... arguments) {
        for (Class<?> command : COMMANDS) {
            if (arguments.length > 0
                    && command.getAnnotation(Command.class).name().equals(arguments[0])) {
                return List.of(command);
            }
        }
        return COMMANDS;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is no date; write it as 2026-07-01");
        }
    }

    private static Family family(String id) {
        return Family.byId(id)
                .orElseThrow(() -> new TypeConversionException("'" + id + "' is no family; take one of "
                        + Arrays.stream(Family.values()).map(Family::id).collect(Collectors.joining(", "))));
    }

    /** A choice as documents write it: {@code false-positive}. */
    private static <E extends Enum<E>> E word(Class<E> choices, String text) {
        for (E choice : choices.getEnumConstants()) {
            if (written(choice).equals(text)) {
                return choice;
            }
        }
        throw new TypeConversionException("'" + text + "' is none of "
                + Arrays.stream(choices.getEnumConstants())
                        .map(ControlEvidence::written)
                        .collect(Collectors.joining(", ")));
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int usage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("control-evidence: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** The version that the jar's manifest names. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"control-evidence " + current()};
        }

        static String current() {
            String version = ControlEvidence.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
