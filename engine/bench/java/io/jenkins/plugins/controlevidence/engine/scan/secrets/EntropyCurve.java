package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * How many credentials, and how many other values, each threshold of entropy and of surprise lets through, for what only a name such
 * as {@code api_key} or {@code password} makes out. Credentials are those of the examples that corpora/extract.py wrote; other
 * values are what clean repositories assign to such names anywhere in their history. Each distinct value counts once.
 */
final class EntropyCurve {
    private static final int LARGEST = 1 << 20;

    private final SecretDetector detector;
    private final Set<String> credentials = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    private final SecretRule rule;

    private EntropyCurve(SecretRule rule) {
        this.rule = rule;
        detector = new SecretDetector(List.of(withoutThresholds(rule)));
    }

    /**
     * Runs.
     *
     * @param args the examples' directory ({@code files} in what extract.py wrote), then a git directory and its list of objects (git rev-list --objects --all), as often as wanted
     * @throws IOException if something cannot be read
     */
    public static void main(String[] args) throws IOException {
        for (String id : List.of("generic-api-key", "generic-password")) {
            SecretRule rule = SecretRules.load().rules().stream()
                    .filter(r -> r.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            EntropyCurve curve = new EntropyCurve(rule);
            curve.readExamples(Path.of(args[0]));
            for (int i = 1; i < args.length; i += 2) {
                curve.readHistory(Path.of(args[i]), Path.of(args[i + 1]));
            }
            if (id.equals("generic-api-key")) {
                Predicate<String> random = t -> Randomness.surprise(t) >= GenericValues.KEY_SURPRISE;
                Predicate<String> key = GenericValues::couldBeKey;
                curve.print("hexadecimal keys: entropy", key.and(random).and(GenericValues::isHexadecimal), 2, 4, 0.25, Randomness::entropy);
                curve.print("other keys: entropy", key.and(random).and(t -> !GenericValues.isHexadecimal(t)), 2.5, 4.5, 0.25, Randomness::entropy);
                Predicate<String> rich = t -> Randomness.entropy(t)
                        >= (GenericValues.isHexadecimal(t) ? GenericValues.HEX_KEY_ENTROPY : GenericValues.KEY_ENTROPY);
                curve.print("keys: surprise", key.and(rich), 0, 0.6, 0.05, Randomness::surprise);
            } else {
                Predicate<String> password = GenericValues::couldBePassword;
                Predicate<String> random = t -> Randomness.surprise(t) >= GenericValues.PASSWORD_SURPRISE;
                curve.print("passwords: entropy", password.and(random), 1.5, 3.5, 0.25, Randomness::entropy);
                Predicate<String> rich = t -> Randomness.entropy(t) >= GenericValues.PASSWORD_ENTROPY;
                curve.print("passwords: surprise", password.and(rich), 0, 0.6, 0.05, Randomness::surprise);
            }
        }
    }

    private static SecretRule withoutThresholds(SecretRule r) {
        return new SecretRule(
                r.id(), r.description(), r.provider(), r.severity(), r.help(), r.keywords(), r.placement(), r.pattern(), r.shape(),
                0, List.of(), null, r.allowed(), r.skipped(), r.before(), r.then(), r.monotonous(), r.rank());
    }

    private void readExamples(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                if (root.relativize(file).getName(1).toString().equals("yes")) {
                    collect(Files.readAllBytes(file), credentials);
                }
            }
        }
    }

    private void readHistory(Path gitDirectory, Path list) throws IOException {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(gitDirectory.toFile()).build()) {
            for (String line : Files.readAllLines(list, StandardCharsets.ISO_8859_1)) {
                int blank = line.indexOf(' ');
                String path = blank < 0 ? "" : line.substring(blank + 1);
                if (path.isEmpty() || rule.skipped().stream().anyMatch(skipped -> skipped.matches(path))) {
                    continue;
                }
                ObjectLoader object = repository.open(ObjectId.fromString(line.substring(0, blank)));
                if (object.getType() == Constants.OBJ_BLOB && object.getSize() <= LARGEST) {
                    collect(object.getBytes(), others);
                }
            }
        }
    }

    private void collect(byte[] text, Set<String> into) {
        if (TextForm.of(text, text.length) == TextForm.TEXT) {
            for (SecretMatch match : detector.find(text, text.length, 0, text.length, true)) {
                if (!Placeholder.isMonotonous(match.secret())) {
                    into.add(match.secret());
                }
            }
        }
    }

    /** One table: with the other threshold as it is chosen, what each value of this one lets through. */
    private void print(
            String title, Predicate<String> among, double from, double to, double step, ToDoubleFunction<String> measure) {
        List<String> yes = credentials.stream().filter(among).toList();
        List<String> no = others.stream().filter(among).toList();
        System.out.println("| " + title + " | credentials let through (of " + yes.size() + ") | other values (of " + no.size() + ") |");
        System.out.println("|---|---|---|");
        for (double least = from; least <= to + 1e-9; least += step) {
            double bound = least - 1e-9;
            long found = yes.stream().mapToDouble(measure).filter(value -> value >= bound).count();
            long alarms = no.stream().mapToDouble(measure).filter(value -> value >= bound).count();
            System.out.printf(
                    Locale.ROOT, "| %.2f | %d (%.1f%%) | %d (%.1f%%) |%n",
                    least, found, 100.0 * found / Math.max(1, yes.size()), alarms, 100.0 * alarms / Math.max(1, no.size()));
        }
        System.out.println();
    }
}
