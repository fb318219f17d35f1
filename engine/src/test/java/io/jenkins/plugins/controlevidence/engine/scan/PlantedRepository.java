package io.jenkins.plugins.controlevidence.engine.scan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;

/** A small repository with a fault for each family of scanners, or with the same files without the faults. */
final class PlantedRepository {
    private final Path directory;
    private final List<String> secrets;

    private PlantedRepository(Path directory, List<String> secrets) {
        this.directory = directory;
        this.secrets = secrets;
    }

    static PlantedRepository faulty(Path directory) throws Exception {
        Tokens tokens = new Tokens(41);
        String token = tokens.github();
        String password = "pw-" + tokens.letters(12);
        write(directory, "settings.py", "TOKEN = \"" + token + "\"\npassword = \"" + password + "\"\n");
        write(
                directory,
                "app.py",
                "import subprocess\n\n\ndef run(cmd):\n    return subprocess.call(cmd, shell=True)\n");
        write(directory, "index.js", "function f(x) { return eval(x); }\nf(\"1+1\");\n");
        write(
                directory,
                "main.tf",
                "resource \"aws_security_group\" \"s\" {\n  description = \"d\"\n  ingress {\n"
                        + "    from_port   = 22\n    to_port     = 22\n    protocol    = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n}\n");
        write(directory, "src/main/java/planted/Query.java", query());
        manifests(directory, "4.17.4", "2.4.1", true);
        return new PlantedRepository(directory, List.of(token, password)).commit();
    }

    static PlantedRepository clean(Path directory) throws Exception {
        write(directory, "app.py", "def run(cmd):\n    return cmd\n");
        write(directory, "index.js", "function f(x) { return x; }\nf(\"1+1\");\n");
        write(directory, "main.tf", "variable \"x\" {\n  type = string\n}\n");
        write(
                directory,
                "src/main/java/planted/Query.java",
                "package planted;\n\n/** Adds. */\npublic final class Query {\n    private Query() {}\n\n"
                        + "    /** Adds. */\n    public static int add(final int a, final int b) {\n        return a + b;\n    }\n}\n");
        manifests(directory, "4.17.21", "3.1.6", false);
        return new PlantedRepository(directory, List.of()).commit();
    }

    Path directory() {
        return directory;
    }

    /** What no record may hold. */
    List<String> secrets() {
        return secrets;
    }

    /** The built classes. */
    Path compile(Path classes) throws Exception {
        Files.createDirectories(classes);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-g",
                        "-d",
                        classes.toString(),
                        directory.resolve("src/main/java/planted/Query.java").toString());
        if (result != 0) {
            throw new IllegalStateException("the planted class does not compile");
        }
        return classes;
    }

    /** A rule for Semgrep, whose own rules are on the network. */
    static Path semgrepRules(Path directory) throws Exception {
        return write(
                directory,
                "rules.yml",
                "rules:\n  - id: shell-true\n    languages: [python]\n    severity: ERROR\n"
                        + "    message: \"a command is run by a shell\"\n    pattern: subprocess.call(..., shell=True)\n"
                        + "    metadata: {cwe: \"CWE-78: OS Command Injection\"}\n");
    }

    /** OSV's offline database, with one entry; those of the other ecosystems are empty. */
    static Path osvDatabase(Path directory) throws Exception {
        Path zip = directory.resolve("osv-scanner/npm/all.zip");
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("GHSA-jf85-cpcp-j695.json"));
            out.write(
                    ("{\"id\":\"GHSA-jf85-cpcp-j695\",\"aliases\":[\"CVE-2019-10744\"],\"summary\":\"Prototype Pollution in lodash\","
                                    + "\"modified\":\"2024-01-01T00:00:00Z\",\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H\"}],"
                                    + "\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"lodash\"},\"ranges\":[{\"type\":\"SEMVER\",\"events\":["
                                    + "{\"introduced\":\"0\"},{\"fixed\":\"4.17.12\"}]}]}]}")
                            .getBytes(StandardCharsets.UTF_8));
        }
        for (String empty : List.of("Go", "PyPI")) {
            Path other = directory.resolve("osv-scanner/" + empty + "/all.zip");
            Files.createDirectories(other.getParent());
            new ZipOutputStream(Files.newOutputStream(other)).close();
        }
        return directory;
    }

    /** Go's vulnerability database, with one entry, about a package that Go itself brings; mended before Go 1.1 or never. */
    static Path goDatabase(Path directory, boolean mended) throws Exception {
        String id = "GO-2099-0001";
        String modified = "\"modified\":\"2024-05-20T16:03:47Z\"";
        write(directory, "index/db.json", "{" + modified + "}");
        write(
                directory,
                "index/modules.json",
                "[{\"path\":\"stdlib\",\"vulns\":[{\"id\":\"" + id + "\"," + modified + "}]}]");
        write(
                directory,
                "index/vulns.json",
                "[{\"id\":\"" + id + "\"," + modified + ",\"aliases\":[\"CVE-2099-0001\"]}]");
        write(
                directory,
                "ID/" + id + ".json",
                "{\"schema_version\":\"1.3.1\",\"id\":\"" + id + "\"," + modified
                        + ",\"published\":\"2024-01-01T00:00:00Z\",\"aliases\":[\"CVE-2099-0001\"],\"summary\":\"A planted fault in html\","
                        + "\"details\":\"d\",\"affected\":[{\"package\":{\"name\":\"stdlib\",\"ecosystem\":\"Go\"},\"ranges\":[{\"type\":\"SEMVER\","
                        + "\"events\":[{\"introduced\":\"0\"}" + (mended ? ",{\"fixed\":\"1.1.0\"}" : "")
                        + "]}],\"ecosystem_specific\":{\"imports\":[{\"path\":\"html\",\"symbols\":[\"EscapeString\"]}]}}],"
                        + "\"database_specific\":{\"url\":\"https://pkg.go.dev/vuln/" + id + "\"}}");
        return directory;
    }

    private static String query() {
        return "package planted;\n\nimport java.sql.Connection;\nimport java.sql.ResultSet;\nimport java.sql.SQLException;\n"
                + "import javax.crypto.spec.SecretKeySpec;\n\npublic class Query {\n"
                + "    public ResultSet find(Connection connection, String name) throws SQLException {\n"
                + "        return connection.createStatement().executeQuery(\"select * from t where n = '\" + name + \"'\");\n    }\n\n"
                + "    public SecretKeySpec key() {\n        return new SecretKeySpec(\"0123456789abcdef\".getBytes(), \"AES\");\n    }\n}\n";
    }

    private static void manifests(Path directory, String lodash, String jinja, boolean faulty) throws Exception {
        write(
                directory,
                "eslint.config.js",
                "module.exports = [{ files: [\"index.js\"], rules: { \"no-eval\": \"error\" } }];\n");
        write(directory, "requirements.txt", (faulty ? "jinja2==" + jinja : "markupsafe==2.1.5") + "\n");
        write(
                directory,
                "package.json",
                "{\"name\":\"planted\",\"version\":\"1.0.0\",\"dependencies\":{\"lodash\":\"" + lodash + "\"}}\n");
        write(
                directory,
                "package-lock.json",
                "{\"name\":\"planted\",\"version\":\"1.0.0\",\"lockfileVersion\":3,\"requires\":true,"
                        + "\"packages\":{\"\":{\"name\":\"planted\",\"version\":\"1.0.0\",\"dependencies\":{\"lodash\":\""
                        + lodash + "\"}},"
                        + "\"node_modules/lodash\":{\"version\":\"" + lodash + "\"}}}\n");
        write(directory, "go.mod", "module example.org/planted\n\ngo 1.21\n");
        write(
                directory,
                "main.go",
                faulty
                        ? "package main\n\nimport (\n\t\"fmt\"\n\t\"html\"\n)\n\nfunc main() {\n\tfmt.Println(html.EscapeString(\"x\"))\n}\n"
                        : "package main\n\nfunc main() {\n\tprintln(\"x\")\n}\n");
    }

    private PlantedRepository commit() throws Exception {
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            PersonIdent person = new PersonIdent("A Person", "a@example.org");
            git.commit()
                    .setMessage("Plant")
                    .setAuthor(person)
                    .setCommitter(person)
                    .setSign(false)
                    .call();
        }
        return this;
    }

    private static Path write(Path directory, String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
