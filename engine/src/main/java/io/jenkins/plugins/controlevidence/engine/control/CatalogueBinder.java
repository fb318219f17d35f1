package io.jenkins.plugins.controlevidence.engine.control;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.finding.Family;
import io.jenkins.plugins.controlevidence.engine.finding.Severity;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Turns the merged nodes into requirements, and refuses what does not fit together. */
final class CatalogueBinder {
    private final Map<String, Control> controls = new HashMap<>();

    private CatalogueBinder() {}

    static List<Requirement> bind(Node.Mapping root) throws CatalogueException {
        Fields fields = Fields.of(root, Set.of("frameworks", "controls", "requirements"));
        CatalogueBinder binder = new CatalogueBinder();
        binder.controls(fields);
        List<Requirement> requirements = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node node : fields.list("requirements")) {
            Requirement requirement = binder.requirement(node);
            if (!ids.add(requirement.id())) {
                throw twice(requirement.id(), node.place());
            }
            requirements.add(requirement);
        }
        return requirements;
    }

    private void controls(Fields root) throws CatalogueException {
        Map<String, String> frameworks = new HashMap<>();
        for (Node node : root.list("frameworks")) {
            Fields fields = Fields.of(node, Set.of("id", "title"));
            if (frameworks.putIfAbsent(fields.text("id"), fields.text("title")) != null) {
                throw twice(fields.text("id"), node.place());
            }
        }
        for (Node node : root.list("controls")) {
            Fields fields = Fields.of(node, Set.of("id", "framework", "title"));
            String framework = frameworks.get(fields.text("framework"));
            if (framework == null) {
                throw new CatalogueException(
                        fields.place("framework"),
                        "there is no framework '" + fields.text("framework") + "'",
                        "Add it under 'frameworks:'.");
            }
            String id = fields.text("id");
            if (controls.putIfAbsent(id, new Control(id, framework, fields.text("title"))) != null) {
                throw twice(id, node.place());
            }
        }
    }

    private Requirement requirement(Node node) throws CatalogueException {
        Fields fields = Fields.of(node, Set.of("id", "control", "title", "statement", "tests"));
        Control control = controls.get(fields.text("control"));
        if (control == null) {
            throw new CatalogueException(
                    fields.place("control"),
                    "there is no control '" + fields.text("control") + "'",
                    "Add it under 'controls:'.");
        }
        List<ControlTest> tests = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node test : fields.list("tests")) {
            ControlTest bound = test(test);
            if (!ids.add(bound.id())) {
                throw twice(bound.id(), test.place());
            }
            tests.add(bound);
        }
        if (tests.isEmpty()) {
            throw new CatalogueException(
                    node.place(), "requirement '" + fields.text("id") + "' has no test", "Add one under 'tests:'.");
        }
        return new Requirement(fields.text("id"), control, fields.text("title"), fields.text("statement"), tests);
    }

    private static ControlTest test(Node node) throws CatalogueException {
        Fields fields = Fields.of(
                node, Set.of("id", "population", "evidence", "deadline", "missing", "exclude", "not-applicable"));
        Population population = population(fields.node("population"));
        Evidence evidence = evidence(fields.node("evidence"));
        boolean commits = population.each() == Each.COMMIT || population.each() == Each.HISTORY;
        if (!commits && (evidence.covers() != Coverage.COMMIT || evidence.findings() != FindingsRule.IGNORED)) {
            throw new CatalogueException(
                    fields.place("evidence"),
                    "'covers' and 'findings' mean something for commits and histories only",
                    "Take them out, or change 'each'.");
        }
        return new ControlTest(
                fields.text("id"),
                population,
                evidence,
                deadline(fields),
                fields.text("missing"),
                exclusions(fields),
                fields.textOrNull("not-applicable"));
    }

    private static List<Exclusion> exclusions(Fields test) throws CatalogueException {
        List<Exclusion> exclusions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node node : test.list("exclude")) {
            Fields fields = Fields.of(node, Set.of("id", "why", "repository", "branch", "item", "detail"));
            if (!ids.add(fields.text("id"))) {
                throw twice(fields.text("id"), node.place());
            }
            try {
                exclusions.add(new Exclusion(
                        fields.text("id"),
                        fields.text("why"),
                        fields.textOrNull("repository"),
                        fields.textOrNull("branch"),
                        fields.textOrNull("item"),
                        fields.textOrNull("detail")));
            } catch (IllegalArgumentException e) {
                throw new CatalogueException(
                        node.place(), e.getMessage(), "Use 'not-applicable: why' to leave out the whole test.");
            }
        }
        return exclusions;
    }

    private static Population population(Node node) throws CatalogueException {
        Fields fields = Fields.of(node, Set.of("text", "each", "per", "cadence", "of", "systems", "at-least"));
        Each each = fields.constant("each", Each.class);
        needs(fields, each, Each.WINDOW, "cadence");
        needs(fields, each, Each.RECORD, "of");
        needs(fields, each, Each.FINDING, "at-least");
        Per per = fields.constant("per", Per.class, Per.SCOPE);
        if (per != Per.SCOPE && each != Each.DAY && each != Each.WINDOW) {
            throw new CatalogueException(
                    fields.place("per"), "'per' means something for days and windows only", "Take it out.");
        }
        if (per != Per.SYSTEM && fields.has("systems")) {
            throw new CatalogueException(
                    fields.place("systems"), "'systems' belongs to 'per: system', and to nothing else", "Take it out.");
        }
        return new Population(
                fields.text("text"),
                each,
                per,
                cadence(fields),
                fields.texts("of"),
                fields.texts("systems"),
                each == Each.FINDING ? fields.constant("at-least", Severity.class) : null);
    }

    private static void needs(Fields fields, Each each, Each owner, String key) throws CatalogueException {
        boolean given = fields.has(key);
        if (given != (each == owner)) {
            String word = owner.name().toLowerCase(Locale.ROOT);
            throw new CatalogueException(
                    fields.place(key),
                    "'" + key + "' belongs to 'each: " + word + "', and to nothing else",
                    given ? "Take it out." : "Add it.");
        }
    }

    private static Evidence evidence(Node node) throws CatalogueException {
        Fields fields = Fields.of(
                node, Set.of("kinds", "families", "proof", "covers", "standard", "reviewed", "ticket", "findings"));
        List<Outcome> proof = fields.constants("proof", Outcome.class);
        try {
            return new Evidence(
                    fields.texts("kinds"),
                    fields.constants("families", Family.class),
                    proof.isEmpty() ? EnumSet.noneOf(Outcome.class) : EnumSet.copyOf(proof),
                    fields.constant("covers", Coverage.class, Coverage.COMMIT),
                    fields.flag("standard"),
                    fields.flag("reviewed"),
                    fields.flag("ticket"),
                    fields.constant("findings", FindingsRule.class, FindingsRule.IGNORED));
        } catch (IllegalArgumentException e) {
            throw new CatalogueException(
                    node.place(), e.getMessage(), "Give 'kinds: […]' and 'proof: [passed]' or '[passed, failed]'.");
        }
    }

    @CheckForNull
    private static Period cadence(Fields fields) throws CatalogueException {
        String text = fields.textOrNull("cadence");
        if (text == null) {
            return null;
        }
        Period period = parsed(Period::parse, text);
        if (period == null || period.isZero() || period.isNegative()) {
            throw noLength(fields.place("cadence"), text, "P3M (three months), P7D (seven days) or P1Y (a year)");
        }
        return period;
    }

    @CheckForNull
    private static Duration deadline(Fields fields) throws CatalogueException {
        String text = fields.textOrNull("deadline");
        if (text == null) {
            return null;
        }
        Duration duration = parsed(Duration::parse, text);
        if (duration == null || duration.isNegative()) {
            throw noLength(fields.place("deadline"), text, "P1D (a day) or PT4H (four hours)");
        }
        return duration;
    }

    @CheckForNull
    private static <T> T parsed(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static CatalogueException noLength(Place place, String text, String examples) {
        return new CatalogueException(
                place, "'" + text + "' is no length of time above zero", "Write it as in ISO 8601: " + examples + ".");
    }

    private static CatalogueException twice(String id, Place place) {
        return new CatalogueException(place, "'" + id + "' is there twice", "Give one of them another id.");
    }
}
