package io.jenkins.plugins.controlevidence.engine.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.controlevidence.engine.control.ControlTest;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Credential;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.Leaver;
import io.jenkins.plugins.controlevidence.engine.evidence.activity.CredentialInventory.State;
import io.jenkins.plugins.controlevidence.engine.report.Activities.Done;
import io.jenkins.plugins.controlevidence.engine.scan.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges credentials and leavers: one that any inventory of the period shows overdue is an exception, replaced later or not; otherwise
 * its last inventory decides.
 */
final class CredentialJudge implements Judge {
    @Override
    public List<Item> judge(ControlTest test, Facts facts) {
        Map<String, List<Done<CredentialInventory>>> bySystem = new TreeMap<>();
        for (Done<CredentialInventory> done : facts.activities().of(CredentialInventory.class)) {
            Instant taken = done.activity().taken();
            if (!taken.isBefore(facts.request().start())
                    && taken.isBefore(facts.request().end())) {
                bySystem.computeIfAbsent(done.activity().system(), k -> new ArrayList<>())
                        .add(done);
            }
        }
        List<Item> items = new ArrayList<>();
        bySystem.forEach((system, inventories) -> items.addAll(judge(system, inventories)));
        return items;
    }

    /** What one inventory says of one item. */
    private record Said(Done<CredentialInventory> inventory, Outcome outcome, String what) {}

    private static List<Item> judge(String system, List<Done<CredentialInventory>> inventories) {
        Map<List<String>, List<Said>> said = new TreeMap<>((a, b) -> {
            int kind = a.get(0).compareTo(b.get(0));
            return kind != 0 ? kind : a.get(1).compareTo(b.get(1));
        });
        for (Done<CredentialInventory> done : inventories) {
            CredentialInventory inventory = done.activity();
            for (Credential credential : inventory.credentials()) {
                said.computeIfAbsent(List.of("credential", credential.id()), k -> new ArrayList<>())
                        .add(said(done, credential));
            }
            for (Leaver leaver : inventory.leavers()) {
                said.computeIfAbsent(List.of("leaver", leaver.account()), k -> new ArrayList<>())
                        .add(said(done, leaver));
            }
            int unnamed =
                    inventory.totals().credentials() - inventory.credentials().size();
            if (unnamed > 0) {
                said.computeIfAbsent(
                                List.of("credentials", "those that the record has no room for"), k -> new ArrayList<>())
                        .add(new Said(
                                done,
                                done.record().outcome(),
                                unnamed + " more, of an inventory that says "
                                        + done.record().outcome()));
            }
        }
        List<Item> items = new ArrayList<>();
        said.forEach((key, all) -> items.add(item(new Item.Subject(key.get(0), null, null, key.get(1), system), all)));
        return items;
    }

    private static Said said(Done<CredentialInventory> done, Credential credential) {
        State state = credential.state(done.activity().taken());
        Instant since = credential.lastRotated() == null ? credential.firstSeen() : credential.lastRotated();
        String age = since == null ? "of unknown age" : "made or replaced " + TimeWords.minute(since);
        String schedule =
                credential.rotationDays() == null ? "no schedule" : "every " + credential.rotationDays() + " days";
        return switch (state) {
            case FRESH -> new Said(done, Outcome.PASSED, age + ", " + schedule);
            case OVERDUE -> new Said(done, Outcome.FAILED, "overdue: " + age + ", " + schedule);
            case UNKNOWN -> new Said(done, Outcome.NOT_PROVEN, age + ", " + schedule);
        };
    }

    private static Said said(Done<CredentialInventory> done, Leaver leaver) {
        boolean late = leaver.late(done.activity().taken());
        String what = "left " + TimeWords.minute(leaver.left()) + ", access "
                + (leaver.revoked() == null ? "not yet withdrawn" : "withdrawn " + TimeWords.minute(leaver.revoked()));
        Outcome inTime = leaver.revoked() == null ? Outcome.NOT_PROVEN : Outcome.PASSED;
        return new Said(done, late ? Outcome.FAILED : inTime, what);
    }

    private static Item item(Item.Subject subject, List<Said> all) {
        Said failed = null;
        Said last = null;
        for (Said said : all) {
            failed = failed == null && said.outcome() == Outcome.FAILED ? said : failed;
            last = said.inventory().record().retracted() ? last : said;
        }
        if (failed != null || last == null || last.outcome() != Outcome.PASSED) {
            return exception(subject, failed != null ? failed : last, all.get(0));
        }
        Instant at = last.inventory().activity().taken();
        return Item.proven(
                subject,
                at,
                at,
                last.what(),
                Item.Coverage.ITEM,
                at,
                List.of(last.inventory().record().id()));
    }

    private static Item exception(Item.Subject subject, @CheckForNull Said said, Said first) {
        Said shown = said == null ? first : said;
        Instant at = shown.inventory().activity().taken();
        return Item.exception(
                subject,
                at,
                at,
                said == null ? Outcome.NOT_PROVEN : said.outcome(),
                said == null ? "every inventory that names it was retracted" : said.what(),
                List.of(shown.inventory().record().id()));
    }
}
