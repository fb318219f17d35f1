package io.jenkins.plugins.controlevidence.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.TopLevelItem;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.controlevidence.build.ControllerEvidence;
import io.jenkins.plugins.controlevidence.build.EvidencePublisher;
import io.jenkins.plugins.controlevidence.build.SampleRepository;
import io.jenkins.plugins.controlevidence.engine.ledger.Store;
import io.jenkins.plugins.controlevidence.engine.source.Progress;
import java.io.File;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What gating builds and keeping evidence costs a controller. No test: its name keeps it out of the build, its figures go to
 * docs/benchmarks.md. Run it on an idle machine with {@code mvn verify -Dtest=ControllerCostBenchmark}.
 */
@WithJenkins
class ControllerCostBenchmark {
    private static final int WARM_UP = 5;
    private static final int MEASURED = 30;
    private static final int STORED_BUILDS = 2_000;
    private static final int PUSHES = 25_000;
    private static final int REQUESTS = 20;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    private Path directory;

    /** The same build on an agent, with and without the post-build action; the agent is a process of its own. */
    @Test
    void gatedBuild(JenkinsRule j) throws Exception {
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        DumbSlave agent = j.createOnlineSlave();
        FreeStyleProject plain = project(j, repository, agent);
        FreeStyleProject gated = project(j, repository, agent);
        gated.getPublishersList().add(publisher());
        builds(j, repository, plain, WARM_UP);
        builds(j, repository, gated, WARM_UP);
        Cost without = builds(j, repository, plain, MEASURED);
        Path store = ControllerEvidence.get().store().directory();
        long before = FileUtils.sizeOfDirectory(store.toFile());
        Cost with = builds(j, repository, gated, MEASURED);
        long stored = (FileUtils.sizeOfDirectory(store.toFile()) - before) / MEASURED;

        print("| per build | without | with | the difference |");
        print("|---|---|---|---|");
        row("CPU of the controller, ms", without.cpu(), with.cpu());
        row("heap that stays used, kB", without.heap(), with.heap());
        row("`build.xml`, bytes", without.buildXml(), with.buildXml());
        row("time, ms", without.wall(), with.wall());
        print("| store, bytes | | | " + stored + " |");
    }

    private static void row(String what, double without, double with) {
        print(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %.1f |", what, without, with, with - without));
    }

    private static FreeStyleProject project(JenkinsRule j, SampleRepository repository, DumbSlave agent)
            throws Exception {
        FreeStyleProject project = j.createFreeStyleProject();
        project.setAssignedNode(agent);
        project.getBuildersList().add(repository.checkout());
        return project;
    }

    private static EvidencePublisher publisher() {
        EvidencePublisher publisher = new EvidencePublisher();
        publisher.setDirectory("checkout");
        return publisher;
    }

    private record Cost(double cpu, double heap, double buildXml, double wall) {}

    /** So many builds, each of a commit of its own. */
    private static Cost builds(JenkinsRule j, SampleRepository repository, FreeStyleProject project, int number)
            throws Exception {
        long cpu = 0;
        long wall = 0;
        long bytes = 0;
        long heap = heap();
        List<FreeStyleBuild> kept = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            repository.commit(
                    "src/App.java",
                    "class App { int n = " + i + project.getName().hashCode() + "; }\n");
            long cpuBefore = SYSTEM.getProcessCpuTime();
            long before = System.nanoTime();
            FreeStyleBuild build = j.buildAndAssertSuccess(project);
            wall += System.nanoTime() - before;
            cpu += SYSTEM.getProcessCpuTime() - cpuBefore;
            bytes += new File(build.getRootDir(), "build.xml").length();
            kept.add(build);
        }
        double perBuild = (heap() - heap) / 1e3 / kept.size();
        return new Cost(cpu / 1e6 / number, perBuild, (double) bytes / number, wall / 1e6 / number);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Pages of a job with 2,000 gated builds, over a store with 100,000 records of a year. */
    @Test
    void pages(JenkinsRule j) throws Exception {
        Store store = ControllerEvidence.get().store();
        long heap = heap();
        Instant now = Instant.now();
        new RecordedMonths(store, "https://git.example.com/team/shop", "main", "shop", 1)
                .write(PUSHES, Duration.ofDays(365).dividedBy(PUSHES), now, 9);
        long cpu = SYSTEM.getProcessCpuTime();
        long before = System.nanoTime();
        ControllerEvidence.get().index().update(Progress.NONE);
        print(String.format(
                Locale.ROOT,
                "%,d records in %.1f MB, taken into the index in %.1f s, CPU %.1f s, heap %.1f MB more",
                store.ledger().size(),
                FileUtils.sizeOfDirectory(store.directory().toFile()) / 1e6,
                (System.nanoTime() - before) / 1e9,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                (heap() - heap) / 1e6));
        String job = manyBuilds(j);

        print("| page | kB | first, ms | median, ms | longest, ms | CPU, ms |");
        print("|---|---|---|---|---|---|");
        page(j, job);
        page(j, job + "evidence/");
        page(j, job + STORED_BUILDS + "/");
        page(j, job + STORED_BUILDS + "/evidence/");
        page(j, job + STORED_BUILDS + "/evidence/api/json");
        page(j, "");
        for (String period : List.of("last-3-months", "last-12-months")) {
            page(j, "control-evidence/?period=" + period);
            page(j, "control-evidence/requirement?id=CC7.1-sast&period=" + period);
            page(j, "control-evidence/api/json?period=" + period);
        }
        print(String.format(Locale.ROOT, "heap after all pages %.1f MB more", (heap() - heap) / 1e6));
        FreeStyleProject project = (FreeStyleProject) j.jenkins.getItem("many");
        cpu = SYSTEM.getProcessCpuTime();
        before = System.nanoTime();
        j.buildAndAssertSuccess(project);
        print(String.format(
                Locale.ROOT,
                "one more gated build on the controller itself: %.0f ms, CPU %.0f ms",
                (System.nanoTime() - before) / 1e6,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e6));
    }

    /** A job whose builds are copies of one that has been gated; it is loaded as after a restart. */
    private String manyBuilds(JenkinsRule j) throws Exception {
        SampleRepository repository = SampleRepository.in(directory.resolve("app"));
        FreeStyleProject one = j.createFreeStyleProject("one");
        one.getBuildersList().add(repository.checkout());
        one.getPublishersList().add(publisher());
        FreeStyleBuild gated = j.buildAndAssertSuccess(one);
        Path many = one.getRootDir().toPath().resolveSibling("many");
        FileUtils.copyDirectory(one.getRootDir(), many.toFile());
        for (int i = 2; i <= STORED_BUILDS; i++) {
            FileUtils.copyDirectory(
                    gated.getRootDir(), many.resolve("builds/" + i).toFile());
        }
        Files.writeString(many.resolve("nextBuildNumber"), (STORED_BUILDS + 1) + "\n");
        Files.writeString(many.resolve("control-evidence-last-build"), String.valueOf(STORED_BUILDS));
        j.jenkins.putItem((TopLevelItem) Items.load(j.jenkins, many.toFile()));
        return "job/many/";
    }

    /** A page is whole when it no longer asks to be loaded again. */
    private static void page(JenkinsRule j, String path) throws Exception {
        long start = System.nanoTime();
        int bytes = get(j, path);
        while (bytes < 0) {
            Thread.sleep(200);
            bytes = get(j, path);
        }
        double first = (System.nanoTime() - start) / 1e6;
        List<Double> times = new ArrayList<>();
        long cpu = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < REQUESTS; i++) {
            long before = System.nanoTime();
            assertTrue(get(j, path) > 0);
            times.add((System.nanoTime() - before) / 1e6);
        }
        double perRequest = (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / REQUESTS;
        Collections.sort(times);
        print(String.format(
                Locale.ROOT,
                "| `/%s` | %d | %.0f | %.0f | %.0f | %.0f |",
                path,
                bytes / 1000,
                first,
                times.get(REQUESTS / 2),
                times.get(REQUESTS - 1),
                perRequest));
    }

    /** Its bytes, or -1 if it is being made. */
    private static int get(JenkinsRule j, String path) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(j.getURL() + path).toURL().openConnection();
        assertEquals(200, connection.getResponseCode(), path);
        try (InputStream in = connection.getInputStream()) {
            int bytes = in.readAllBytes().length;
            return connection.getHeaderField("Refresh") == null ? bytes : -1;
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
