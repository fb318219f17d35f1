package io.jenkins.plugins.controlevidence.engine.cli;

import static io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.control;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.controlevidence.engine.cli.CommandLineFixture.Ran;
import io.jenkins.plugins.controlevidence.engine.index.RecordedQuarter;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.GitCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code census}, {@code report} and {@code sample} as a user has them. */
class ReportCommandTest {
    @TempDir
    Path temp;

    private Path quarter() throws IOException {
        Path store = temp.resolve("store");
        try (Store made = Store.openOrCreate(store)) {
            RecordedQuarter.write(made);
        }
        return store;
    }

    private Ran report(Path store, Object... more) {
        Object[] words = {"report", "--store", store, "--from", "2026-01-01", "--to", "2026-03-31"};
        Object[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return control(all);
    }

    @Test
    void aFrozenReportIsMadeAgainAndIsTheSame() throws IOException {
        Path store = quarter();
        Path first = temp.resolve("first");
        Ran frozen = report(store, "--freeze", "--out", first);
        assertEquals(0, frozen.exit(), frozen::toString);
        String id = frozen.out()
                .lines()
                .filter(line -> line.startsWith("Frozen as record "))
                .findFirst()
                .orElseThrow()
                .substring("Frozen as record ".length());
        Path again = temp.resolve("again");
        Ran made = control("report", "--store", store, "--frozen", id, "--out", again);
        assertEquals(0, made.exit(), made::toString);
        assertTrue(made.out().contains("The same as was frozen"), made::toString);
        for (String file : new String[] {"report.json", "report.html", "report.csv"}) {
            assertArrayEquals(Files.readAllBytes(first.resolve(file)), Files.readAllBytes(again.resolve(file)));
        }
        assertEquals(0, report(store, "--as-of-checkpoint", 10, "--out", again).exit());
        assertTrue(Files.readString(again.resolve("report.json")).contains("\"size\":10,"));
    }

    @Test
    void whatCannotBeAskedIsExplained() throws IOException {
        Path store = quarter();
        assertEquals(64, control("report", "--store", store, "--out", temp).exit());
        Ran both = report(store, "--freeze", "--as-of-checkpoint", 3, "--out", temp);
        assertEquals(64, both.exit(), both::toString);
        Ran never = report(store, "--as-of-checkpoint", 100_000, "--out", temp);
        assertEquals(2, never.exit(), never::toString);
        assertTrue(never.err().contains("it never had 100000"), never::toString);
        Ran live = report(store, "--freeze", "--repository", temp.resolve("clone"), "--out", temp);
        assertTrue(live.exit() != 0, live::toString);
    }

    @Test
    void commitsThatNoRecordNamesAreFoundByLookingAndByACensus() throws IOException {
        Path clone = temp.resolve("clone");
        GitCommand git = GitCommand.init(clone);
        git.run("remote", "add", "origin", "https://git.example.org/till");
        git.commit("file", "1");
        String head = git.commit("file", "2");
        Path store = quarter();
        String[] period = {"--from", "2023-11-01", "--to", "2023-11-30"};
        Ran live = control(
                "report",
                "--store",
                store,
                period[0],
                period[1],
                period[2],
                period[3],
                "--repository",
                clone,
                "--out",
                temp);
        assertEquals(0, live.exit(), live::toString);
        String csv = Files.readString(temp.resolve("report.csv"));
        assertTrue(csv.contains(head), csv);
        assertTrue(csv.contains("which no run has seen"), csv);

        Ran census =
                control("census", "--store", store, "--repository", clone, period[0], period[1], period[2], period[3]);
        assertEquals(0, census.exit(), census::toString);
        assertTrue(census.out().contains("https://git.example.org/till  main  2 commits"), census::toString);
        Ran recorded = control(
                "report",
                "--store",
                store,
                period[0],
                period[1],
                period[2],
                period[3],
                "--repository",
                "https://git.example.org/till",
                "--out",
                temp);
        assertEquals(0, recorded.exit(), recorded::toString);
        assertTrue(Files.readString(temp.resolve("report.csv")).contains(head));
        Ran none = control(
                "census",
                "--store",
                store,
                "--repository",
                clone,
                period[0],
                period[1],
                period[2],
                period[3],
                "--protected-branch",
                "release");
        assertEquals(2, none.exit(), none::toString);
        assertTrue(none.err().contains("it has main"), none::toString);
    }

    @Test
    void aSampleIsDrawnRecordedAndWritten() throws IOException {
        Path store = quarter();
        Path pages = temp.resolve("sample.html");
        Object[] words = {
            "sample",
            "--store",
            store,
            "--from",
            "2026-01-01",
            "--to",
            "2026-03-31",
            "--population",
            "changes",
            "--size",
            5,
            "--seed",
            "4711",
            "--out",
            pages
        };
        Ran drawn = control(words);
        assertEquals(0, drawn.exit(), drawn::toString);
        assertTrue(drawn.out().contains("Drew 5 of "), drawn::toString);
        assertTrue(Files.readString(pages).contains("Sample of changes"));
        String population = drawn.out().replaceAll("(?s).*population sha256:([0-9a-f]{64}).*", "$1");
        assertTrue(control(words).out().contains(population), "recording the draw changes nothing of the population");
        String id = drawn.out().replaceAll("(?s).*Recorded as ([0-9a-f]{64}).*", "$1");
        assertTrue(control("show", "--store", store, id).out().contains(population));
        words[8] = "wishes";
        assertEquals(64, control(words).exit());
        words[8] = "deployments";
        assertEquals(2, control(words).exit(), "there were none to draw from");
    }

    @Test
    void aPeriodThatLiesAheadIsNotDue() throws IOException {
        LocalDate next = LocalDate.now(ZoneOffset.UTC).plusYears(1);
        Ran ran = control(
                "report",
                "--store",
                quarter(),
                "--from",
                next,
                "--to",
                next.plusDays(9),
                "--out",
                temp.resolve("ahead"));
        assertEquals(0, ran.exit(), ran::toString);
    }
}
