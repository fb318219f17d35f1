package io.jenkins.plugins.controlevidence.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.controlevidence.engine.report.Item;
import io.jenkins.plugins.controlevidence.engine.source.Printable;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An item of a population as a line of a table, with the records that it rests on. */
@Restricted(NoExternalUse.class)
public final class ItemLine {
    private static final int SHORT_ID = 12;
    private static final int MOST_RECORDS = 20;

    private final Item item;

    ItemLine(Item item) {
        this.item = item;
    }

    /** What kind of item. */
    public String getKind() {
        return item.subject().kind();
    }

    /** Its name: a commit's id is cut short. */
    public String getName() {
        String name = Printable.of(item.subject().name());
        return name.matches("[0-9a-f]{" + (SHORT_ID + 1) + ",}") ? name.substring(0, SHORT_ID) : name;
    }

    /** Its whole name. */
    public String getFullName() {
        return Printable.of(item.subject().name());
    }

    /** A commit's subject, a finding's title, or null. */
    @CheckForNull
    public String getDetail() {
        return Util.fixEmpty(Printable.of(item.subject().detail()));
    }

    /** Repository and branch, or null. */
    @CheckForNull
    public String getWhere() {
        String repository = item.subject().repository();
        String branch = item.subject().branch();
        return repository == null ? null : Printable.of(branch == null ? repository : repository + " · " + branch);
    }

    /** When it was due, UTC. */
    public String getWhen() {
        return Times.span(item.from(), item.until());
    }

    /** The finding to be decided on, or null if the item is none. */
    @CheckForNull
    public String getFinding() {
        return item.subject().kind().equals("finding") ? item.subject().name() : null;
    }

    /** How it stands. */
    public String getWords() {
        return Outcomes.words(item);
    }

    /** The class of that. */
    public String getStyle() {
        return Outcomes.style(item);
    }

    /** What proves it, or why it is an exception. */
    public String getReason() {
        return Printable.of(item.reason());
    }

    /** Ids of the records that the judgement rests on, at most {@value #MOST_RECORDS}. */
    public List<RecordId> getRecords() {
        return item.records().stream().limit(MOST_RECORDS).map(RecordId::new).toList();
    }

    /** How many more records there are. */
    public int getFurtherRecords() {
        return Math.max(0, item.records().size() - MOST_RECORDS);
    }
}
