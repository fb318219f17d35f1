package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * What the evidence page shows in place of a report. It is the object of its own views: the layout looks at the API of the object that
 * it shows, and the evidence page's API waits for the report.
 *
 * @param status of the response
 * @param message what is wrong, or null if the report is only not ready
 */
@Restricted(NoExternalUse.class)
public record Interlude(int status, @CheckForNull String message) implements HttpResponse {
    /** The report is being made; the browser asks again by itself, without a script. */
    static Interlude pending() {
        return new Interlude(HttpServletResponse.SC_OK, null);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(status);
        if (message == null) {
            response.setHeader("Refresh", "3");
        }
        HttpResponses.forwardToView(this, message == null ? "pending.jelly" : "problem.jelly")
                .generateResponse(request, response, node);
    }
}
