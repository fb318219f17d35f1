package io.jenkins.plugins.controlevidence.engine.scan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks a tool about itself: version, rules, vulnerability database. What it does not tell is null, never guessed. */
final class ToolInquiry {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** RFC 3339, Go's own way, a bare date. */
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ISO_OFFSET_DATE_TIME,
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss Z", Locale.ROOT),
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .parseDefaulting(ChronoField.SECOND_OF_DAY, 0)
                    .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
                    .toFormatter(Locale.ROOT));

    private static final int MOST_RULE_FILES = 100_000;

    private final Tool tool;
    private final ToolEnvironment environment;
    private final Placeholders placeholders;
    private final Path directory;

    /**
     * Makes an inquiry.
     *
     * @param directory where the tool's commands run, and what relative files of rules are relative to
     */
    ToolInquiry(Tool tool, ToolEnvironment environment, Placeholders placeholders, Path directory) {
        this.tool = tool;
        this.environment = environment;
        this.placeholders = placeholders;
        this.directory = directory;
    }

    /** Who the tool says it is. */
    ToolIdentity identity() throws InterruptedException {
        String version = version();
        String rules = rulesDigest();
        return new ToolIdentity(tool.id(), version, rules, database(), tool.standard(version, rules));
    }

    @CheckForNull
    String version() throws InterruptedException {
        Tool.Version version = tool.version();
        return version == null ? null : group(version.pattern(), printed(version.command()));
    }

    @CheckForNull
    VulnerabilityDatabase database() throws InterruptedException {
        Tool.Database database = tool.database();
        if (database == null) {
            return null;
        }
        String text = database.command() == null ? null : printed(database.command());
        String updated = database.updated() == null ? null : group(database.updated(), text);
        return new VulnerabilityDatabase(
                placeholders.in(database.uri()),
                database.version() == null ? null : group(database.version(), text),
                updated == null ? null : time(updated));
    }

    /** SHA-256 over what the rules' command prints and over the files that there are, by name and content. */
    @CheckForNull
    private String rulesDigest() throws InterruptedException {
        Tool.Rules rules = tool.rules();
        if (rules == null) {
            return null;
        }
        MessageDigest digest = sha256();
        boolean any = false;
        if (rules.command() != null) {
            String text = printed(rules.command());
            if (text == null) {
                return null;
            }
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            any = true;
        }
        try {
            for (String name : rules.files() == null ? List.<String>of() : placeholders.in(rules.files())) {
                any |= add(directory.resolve(name), digest);
            }
        } catch (IOException e) {
            return null; // rules that cannot be read are rules that are not known
        }
        return any ? HexFormat.of().formatHex(digest.digest()) : null;
    }

    private static boolean add(Path path, MessageDigest digest) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(path)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_RULE_FILES)
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            digest.update((path.relativize(file) + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
        }
        return !files.isEmpty();
    }

    /** What a command prints, output and errors; null if it cannot be run or ends badly. */
    @CheckForNull
    private String printed(List<String> command) throws InterruptedException {
        List<String> arguments = new ArrayList<>(placeholders.in(command));
        Path program = environment.find(arguments.get(0));
        if (program == null) {
            return null;
        }
        arguments.set(0, program.toString());
        try {
            ToolProcess.Ended ended =
                    new ToolProcess(arguments, directory, environment.of(tool), PATIENCE).run(null, seconds -> {});
            return ended.exitCode() == 0 && !ended.timedOut() ? ended.output() + "\n" + ended.errors() : null;
        } catch (IOException e) {
            return null; // not to be started: the same as not telling
        }
    }

    @CheckForNull
    private static String group(Pattern pattern, @CheckForNull String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find() && matcher.groupCount() > 0 ? matcher.group(1) : null;
    }

    @CheckForNull
    private static Instant time(String text) {
        for (DateTimeFormatter format : TIMES) {
            try {
                return OffsetDateTime.parse(text, format).toInstant();
            } catch (DateTimeParseException e) {
                continue; // written in another of the forms
            }
        }
        return null;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
