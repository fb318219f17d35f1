package io.jenkins.plugins.controlevidence.engine.scan.canary;

import io.jenkins.plugins.controlevidence.engine.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * A git repository with one file for each planted fault and nothing else. What looks like a credential is made anew each time and
 * is nobody's.
 */
public final class CanaryFiles {
    static final String KEY = "config/release.pem";
    static final String TOKEN = "config/release.properties";
    static final String PYTHON = "src/main/python/report.py";
    static final String JAVASCRIPT = "src/main/js/page.js";
    static final String JAVA = "src/main/java/canary/Query.java";
    static final String TERRAFORM = "deploy/main.tf";
    static final String DOCKERFILE = "deploy/Dockerfile";

    /** Where the built classes are, for scanners of bytecode. */
    private static final String CLASSES = "build/classes";

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Path directory;

    private CanaryFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Plants the files and commits them.
     *
     * @param directory an empty directory
     * @return the repository
     * @throws IOException if they cannot be written
     * @throws SourceException if they cannot be committed
     */
    public static CanaryFiles plant(Path directory) throws IOException, SourceException {
        CanaryFiles files = new CanaryFiles(directory);
        files.write(KEY, privateKey());
        files.write(TOKEN, "release.token=" + token() + "\n");
        files.write(PYTHON, """
                import subprocess


                def run(command):
                    return subprocess.call("report " + command, shell=True)
                """);
        files.write(JAVASCRIPT, "function page(text) { return eval(text); }\npage(\"1+1\");\n");
        files.write("eslint.config.js", """
                module.exports = [{ files: ["**/*.js"], rules: { "no-eval": "error" } }];
                """);
        files.write(JAVA, """
                package canary;

                import java.sql.Connection;
                import java.sql.ResultSet;
                import java.sql.SQLException;
                import javax.crypto.spec.SecretKeySpec;

                public final class Query {
                    public ResultSet find(Connection connection, String name) throws SQLException {
                        return connection.createStatement().executeQuery("select * from t where n = '" + name + "'");
                    }

                    public SecretKeySpec key() {
                        return new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
                    }
                }
                """);
        files.compile();
        files.write(TERRAFORM, """
                resource "aws_security_group" "canary" {
                  description = "canary"
                  ingress {
                    description = "everybody"
                    from_port   = 22
                    to_port     = 22
                    protocol    = "tcp"
                    cidr_blocks = ["0.0.0.0/0"]
                  }
                }
                """);
        files.write(DOCKERFILE, "FROM debian:12.5\nRUN apt-get update\nCMD [\"true\"]\n");
        files.write("requirements.txt", "jinja2==2.4.1\n");
        files.write("package.json", """
                {"name": "canary", "version": "1.0.0", "private": true, "dependencies": {"lodash": "4.17.4"}}
                """);
        files.write("package-lock.json", """
                {"name": "canary", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
                  "": {"name": "canary", "version": "1.0.0", "dependencies": {"lodash": "4.17.4"}},
                  "node_modules/lodash": {"version": "4.17.4"}}}
                """);
        files.commit();
        return files;
    }

    /**
     * Where the repository is.
     *
     * @return its work tree
     */
    public Path directory() {
        return directory;
    }

    /**
     * Where the built class is, for scanners of bytecode.
     *
     * @return a directory; empty if this Java has no compiler
     */
    public Path classes() {
        return directory.resolve(CLASSES);
    }

    private void compile() throws IOException {
        Files.createDirectories(classes());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler != null
                && compiler.run(
                                null,
                                null,
                                null,
                                "-g",
                                "-proc:none",
                                "-d",
                                classes().toString(),
                                directory.resolve(JAVA).toString())
                        != 0) {
            throw new IOException("the canary's Java class does not compile");
        }
    }

    private void commit() throws SourceException {
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            PersonIdent nobody = new PersonIdent("Canary", "canary@invalid");
            git.commit()
                    .setMessage("Plant faults for detectors to find")
                    .setAuthor(nobody)
                    .setCommitter(nobody)
                    .setSign(false)
                    .setNoVerify(true)
                    .call();
        } catch (GitAPIException e) {
            throw new SourceException("The canary cannot be committed in " + directory + ": " + e.getMessage(), e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String dashes = "-----";
            return dashes + "BEGIN PRIVATE KEY" + dashes + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(
                                    generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n" + dashes + "END PRIVATE KEY" + dashes + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** Thirty letters and their checksum, as the code host makes its tokens. */
    private static String token() {
        SecureRandom random = new SecureRandom();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        CRC32 crc = new CRC32();
        crc.update(letters.toString().getBytes(StandardCharsets.US_ASCII));
        StringBuilder sum = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < 6; i++) {
            sum.insert(0, LETTERS.charAt((int) (rest % LETTERS.length())));
            rest /= LETTERS.length();
        }
        return "gh" + "p_" + letters + sum;
    }
}
