package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.ComponentInventory;
import io.jenkins.plugins.controlevidence.engine.index.RecordRow;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges components that inventories of the period name as new, one that any of them says nothing approves being an exception; where
 * nothing was new, that.
 */
final class ComponentJudge implements Judge {
    /** What inventories of one thing say of its components. */
    private static final class Components {
        private final Map<String, RecordRow> unapproved = new TreeMap<>();
        private final Map<String, RecordRow> approved = new TreeMap<>();

        @CheckForNull
        private RecordRow nothingNew;

        @CheckForNull
        private RecordRow cut;

        private int notNamed;
    }

    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Map<String, Components> byName = new TreeMap<>();
        for (Done<ComponentInventory> done : facts.activities().of(ComponentInventory.class)) {
            ComponentInventory inventory = done.activity();
            Instant at = inventory.at();
            if (!at.isBefore(facts.request().start())
                    && at.isBefore(facts.request().end())) {
                add(done, byName.computeIfAbsent(inventory.of(), k -> new Components()));
            }
        }
        List<Item> items = new ArrayList<>();
        byName.forEach((name, components) -> items.addAll(items(name, components)));
        return items;
    }

    private static void add(Done<ComponentInventory> done, Components to) {
        ComponentInventory inventory = done.activity();
        Set<String> unapproved = new HashSet<>(inventory.unapproved());
        inventory.unapproved().forEach(component -> to.unapproved.putIfAbsent(component, done.record()));
        if (inventory.totals().unapproved() > unapproved.size()) {
            to.cut = done.record();
            to.notNamed = Math.max(to.notNamed, inventory.totals().unapproved() - unapproved.size());
        }
        if (done.record().outcome() == Outcome.PASSED && !done.record().retracted()) {
            to.nothingNew = done.record();
        }
        boolean says = inventory.approved() != null && !done.record().retracted();
        for (String component : inventory.added()) {
            if (says && !unapproved.contains(component) && inventory.totals().unapproved() == unapproved.size()) {
                to.approved.putIfAbsent(component, done.record());
            } else {
                to.unapproved.putIfAbsent(component, done.record());
            }
        }
    }

    private static List<Item> items(String name, Components components) {
        Set<String> all = new TreeSet<>(components.approved.keySet());
        all.addAll(components.unapproved.keySet());
        List<Item> items = new ArrayList<>();
        for (String component : all) {
            Item.Subject subject = new Item.Subject("component", null, null, component, name);
            RecordRow no = components.unapproved.get(component);
            RecordRow yes = components.approved.get(component);
            items.add(
                    no == null
                            ? proven(subject, yes, "new, and approved")
                            : exception(subject, no, "new, and nothing shows that it is approved"));
        }
        if (components.cut != null) {
            Item.Subject subject = new Item.Subject("component", null, null, "those that no record has room for", name);
            items.add(exception(subject, components.cut, components.notNamed + " more that nothing approves"));
        }
        if (items.isEmpty() && components.nothingNew != null) {
            items.add(proven(
                    new Item.Subject("component", null, null, "none", name), components.nothingNew, "nothing was new"));
        }
        return items;
    }

    private static Item proven(Item.Subject subject, RecordRow by, String reason) {
        return Item.proven(
                subject, by.finished(), by.finished(), reason, Item.Coverage.ITEM, by.finished(), List.of(by.id()));
    }

    private static Item exception(Item.Subject subject, RecordRow by, String reason) {
        Outcome outcome = by.outcome() == Outcome.FAILED ? Outcome.FAILED : Outcome.NOT_PROVEN;
        return Item.exception(subject, by.finished(), by.finished(), outcome, reason, List.of(by.id()));
    }
}
