package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says what the secrets scanner finds in each file below a directory, every file by itself: a line each of path, line, rule
 * and doubt or nothing, separated by tabs. A scan of a repository names at most twenty places of the same credential.
 */
final class SecretsInFiles {
    private SecretsInFiles() {}

    /**
     * Runs.
     *
     * @param args the directory
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] args) throws IOException {
        BlobScanner scanner = new BlobScanner(SecretRules.load().detector(), false);
        Path root = Path.of(args[0]);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            String path = root.relativize(file).toString();
            for (BlobScanner.Hit hit : scanner.scan(bytes, bytes.length)) {
                SecretRule rule = hit.match().rule();
                if (rule.skipped().stream().noneMatch(skipped -> skipped.matches(path))) {
                    System.out.println(path + "\t" + hit.line() + "\t" + rule.id() + "\t"
                            + (hit.match().doubt() == Doubt.NONE ? "" : hit.match().doubt()));
                }
            }
        }
    }
}
