package io.jenkins.plugins.controlevidence.engine.scan.canary;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A web site on this machine alone, with a page that repeats what it is asked for, scripts and all. */
public final class CanaryPage implements AutoCloseable {
    static final String SEARCH = "search";

    private final HttpServer server;

    private CanaryPage(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the site on a free port of the loopback address.
     *
     * @return the site, to be closed
     * @throws IOException if it cannot be opened
     */
    public static CanaryPage open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", CanaryPage::answer);
        server.start();
        return new CanaryPage(server);
    }

    /**
     * Its address.
     *
     * @return such as {@code http://127.0.0.1:40321/}
     */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Scanners also send what is no encoded text. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String said = query == null
                ? "<a href=\"/" + SEARCH + "?q=x\">search</a>"
                : decoded(query.substring(query.indexOf('=') + 1));
        byte[] page = ("<html><body>" + said + "</body></html>").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }
}
