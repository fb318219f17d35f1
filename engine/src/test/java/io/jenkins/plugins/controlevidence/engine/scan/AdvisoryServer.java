package io.jenkins.plugins.controlevidence.engine.scan;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What scanners ask on the network, on this machine: npm's and OSV's advisories of one planted package each, and a web page with
 * a planted fault.
 */
final class AdvisoryServer implements AutoCloseable {
    private static final String NPM =
            "{\"lodash\":[{\"id\":1,\"url\":\"https://github.com/advisories/GHSA-jf85-cpcp-j695\","
                    + "\"title\":\"Prototype Pollution in lodash\",\"severity\":\"critical\",\"vulnerable_versions\":\"<4.17.12\","
                    + "\"cwe\":[\"CWE-1321\"],\"cvss\":{\"score\":9.1,\"vectorString\":null}}]}";
    private static final String OSV =
            "{\"vulns\":[{\"id\":\"PYSEC-2014-8\",\"aliases\":[\"CVE-2014-1402\"],\"summary\":\"s\","
                    + "\"details\":\"d\",\"modified\":\"2024-01-01T00:00:00Z\",\"published\":\"2014-05-19T14:55:00Z\",\"affected\":[{"
                    + "\"package\":{\"ecosystem\":\"PyPI\",\"name\":\"jinja2\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":["
                    + "{\"introduced\":\"0\"},{\"fixed\":\"2.7.2\"}]}]}]}]}";
    private static final String LODASH =
            "{\"name\":\"lodash\",\"dist-tags\":{\"latest\":\"4.17.21\"},\"versions\":{\"4.17.21\":{\"name\":\"lodash\",\"version\":\"4.17.21\"}}}";

    private final HttpServer server;

    AdvisoryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/-/npm/v1/security/advisories/bulk", exchange -> json(exchange, asked(exchange, 2) ? NPM : "{}"));
        server.createContext("/v1/query", exchange -> json(exchange, askedOf(exchange, "jinja2") ? OSV : "{}"));
        server.createContext("/lodash", exchange -> json(exchange, LODASH));
        server.createContext("/", AdvisoryServer::page);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Repeats what it is asked for, as it is. */
    private static void page(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String said = query == null
                ? "<a href=\"/search?q=x\">search</a>"
                : URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8);
        answer(exchange, "text/html", "<html><body>" + said + "</body></html>");
    }

    private static boolean askedOf(HttpExchange exchange, String name) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).contains(name);
    }

    /** npm sends what it asks compressed, also when it asks for nothing. */
    private static boolean asked(HttpExchange exchange, int more) throws IOException {
        return exchange.getRequestBody().readAllBytes().length > more;
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
        answer(exchange, "application/json", body);
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
