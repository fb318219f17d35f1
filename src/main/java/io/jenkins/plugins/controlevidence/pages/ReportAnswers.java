package io.jenkins.plugins.controlevidence.pages;

import hudson.security.Permission;
import io.jenkins.plugins.controlevidence.config.ControlEvidencePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;

/** Answers requests for something of a report: waits for the report a while, and says so if it is not ready or cannot be made. */
final class ReportAnswers {
    static final int SERVICE_UNAVAILABLE = 503;

    /** How long a reader waits for a report before the page says that it is being made, and comes back by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a program waits: it would not come back by itself. */
    private static final Duration PROGRAMS_PATIENCE = Duration.ofSeconds(100);

    private static final Logger LOGGER = Logger.getLogger(ReportAnswers.class.getName());

    private final ReportCache reports = new ReportCache();
    private final PackageFiles packages = new PackageFiles();

    /** Makes a response of a report. */
    @FunctionalInterface
    interface Page {
        HttpResponse of(AskedReport asked) throws IOException;
    }

    /** A page for people. */
    HttpResponse page(Function<String, String> parameters, Page page) {
        try {
            Optional<AskedReport> asked = AskedReport.of(parameters, reports, PATIENCE);
            return asked.isPresent() ? page.of(asked.get()) : Interlude.pending();
        } catch (IllegalArgumentException e) {
            return new Interlude(400, e.getMessage());
        } catch (IOException e) {
            return new Interlude(SERVICE_UNAVAILABLE, broken(e));
        }
    }

    /** The page that offers a package, which is made if there is none. */
    HttpResponse packagePage(Function<String, String> parameters) {
        Jenkins.get().checkPermission(ControlEvidencePermissions.EXPORT);
        try {
            AskedReport.Question question = AskedReport.question(parameters);
            Optional<PackageFiles.Made> made = packages.get(question.catalogue(), question.request(), PATIENCE);
            return made.isPresent()
                    ? HttpResponses.forwardToView(new PackagePage(question, made.get()), "index.jelly")
                    : Interlude.pending();
        } catch (IllegalArgumentException e) {
            return new Interlude(400, e.getMessage());
        } catch (IOException e) {
            return new Interlude(SERVICE_UNAVAILABLE, broken(e));
        }
    }

    /** Something to take along or to be recorded, for those who may; what comes of it does not come back by itself. */
    HttpResponse whole(Permission permission, Function<String, String> parameters, Page page) {
        return whole(permission, () -> page.of(forPrograms(parameters)));
    }

    /** A package, for those who may take it along. */
    HttpResponse packageFile(Function<String, String> parameters) {
        return whole(ControlEvidencePermissions.EXPORT, () -> {
            AskedReport.Question question = AskedReport.question(parameters);
            PackageFiles.Made made = packages.get(question.catalogue(), question.request(), PROGRAMS_PATIENCE)
                    .orElseThrow(ReportAnswers::beingMade);
            return new Download(
                    "application/zip", question.query().fileName("package.zip"), to -> Files.copy(made.file(), to));
        });
    }

    /** Makes a response, or fails in one of the ways that {@link #whole} answers. */
    @FunctionalInterface
    private interface Answer {
        HttpResponse get() throws IOException;
    }

    private static HttpResponse whole(Permission permission, Answer answer) {
        Jenkins.get().checkPermission(permission);
        try {
            return answer.get();
        } catch (IllegalArgumentException e) {
            return HttpResponses.errorWithoutStack(400, e.getMessage());
        } catch (IOException e) {
            return HttpResponses.errorWithoutStack(SERVICE_UNAVAILABLE, broken(e));
        }
    }

    /** Says as much as everybody may know, and the rest in the log. */
    static String broken(IOException e) {
        LOGGER.log(Level.WARNING, "The evidence page cannot be shown", e);
        return Messages.EvidencePage_broken();
    }

    private static HttpResponses.HttpResponseException beingMade() {
        return HttpResponses.errorWithoutStack(SERVICE_UNAVAILABLE, Messages.EvidencePage_beingMade());
    }

    /**
     * A report for programs.
     *
     * @throws IllegalArgumentException if the request is not understood
     * @throws IOException if the store or the settings cannot be read
     */
    AskedReport forPrograms(Function<String, String> parameters) throws IOException {
        return AskedReport.of(parameters, reports, PROGRAMS_PATIENCE).orElseThrow(ReportAnswers::beingMade);
    }
}
