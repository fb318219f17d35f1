package io.jenkins.plugins.controlevidence.pages;

import java.io.IOException;
import java.io.OutputStream;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A file that the browser saves and does not open, so that nothing in it runs as a page of Jenkins.
 *
 * @param mediaType what it is; UTF-8 where it is text
 * @param fileName letters, digits, dots and hyphens only
 * @param content writes it
 */
record Download(String mediaType, String fileName, Content content) implements HttpResponse {
    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        /** Writes it; need not close. */
        void writeTo(OutputStream to) throws IOException;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(mediaType);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-store");
        content.writeTo(response.getOutputStream());
    }
}
