package io.jenkins.plugins.controlevidence.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.controlevidence.engine.scan.Tool;
import io.jenkins.plugins.controlevidence.engine.scan.ToolEnvironment;
import io.jenkins.plugins.controlevidence.engine.scan.ToolStatus;
import io.jenkins.plugins.controlevidence.engine.scan.VulnerabilityDatabase;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tools}: the tool catalogue, with what is installed here. */
@Command(
        name = "tools",
        description = "Lists the scanners that can be run, which of them are installed here, and in which version.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: control-evidence tools --json"})
final class ToolsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ToolOptions options;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        ToolEnvironment environment = new ToolEnvironment(System.getenv());
        List<ToolStatus> statuses = new ArrayList<>();
        TerminalProgress progress = TerminalProgress.onTerminal(System.err);
        try {
            List<Tool> tools = options.catalogue().tools();
            for (Tool tool : tools) {
                progress.update("asking tools for their versions", statuses.size(), tools.size(), "tools");
                statuses.add(ToolStatus.of(tool, environment));
            }
        } finally {
            progress.clear();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            statuses.forEach(status -> array.add(json(status)));
            out.println(array.toPrettyString());
        } else {
            out.printf("%-17s %-14s %-14s %s%n", "TOOL", "FAMILY", "INSTALLED", "HOW TO GET IT");
            statuses.forEach(status -> print(out, status));
        }
        return ExitCode.GOOD;
    }

    private static void print(PrintWriter out, ToolStatus status) {
        String installed =
                !status.installed() ? "no" : status.version() == null ? "yes" : Printable.of(status.version());
        Tool tool = status.tool();
        out.printf(
                "%-17s %-14s %-14s %s%n",
                tool.id(),
                tool.family().id(),
                tool.builtIn() ? "built in" : installed,
                status.installed() ? "" : tool.install());
    }

    private static ObjectNode json(ToolStatus status) {
        Tool tool = status.tool();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", tool.id());
        json.put("name", tool.name());
        json.put("family", tool.family().id());
        json.put("homepage", tool.homepage());
        json.put("builtIn", tool.builtIn());
        json.put("installed", status.installed());
        json.put("path", status.path() == null ? null : status.path().toString());
        json.put("version", status.version());
        VulnerabilityDatabase database = status.database();
        if (database != null && database.updated() != null) {
            json.put("databaseUpdated", database.updated().toString());
        }
        json.put("install", tool.install());
        return json;
    }
}
