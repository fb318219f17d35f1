package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The address of a page that a web method makes. Its links are relative, so at an address with something behind it they would lead
 * elsewhere: a file that is downloaded from there would be the page once more.
 */
final class LeafAddress {
    private LeafAddress() {}

    /**
     * What to answer to a request for anything else than the page.
     *
     * @param request what came to the web method
     * @return leads back to the page from its address with a slash; else not found; null if it is the page that is asked for
     */
    @CheckForNull
    static HttpResponse elsewhere(StaplerRequest2 request) {
        if (!request.getRestOfPath().isEmpty() && !request.getRestOfPath().equals("/")) {
            return HttpResponses.notFound();
        }
        String path = request.getOriginalRequestURI();
        if (!path.endsWith("/")) {
            return null;
        }
        String page = path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
        String query = request.getQueryString();
        return HttpResponses.redirectTo("../" + page + (query == null ? "" : "?" + query));
    }
}
