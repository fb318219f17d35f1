package io.jenkins.plugins.controlevidence.engine.report;

/** What a report says of a requirement, best first. */
public enum Conclusion {
    /** Every item that was due is proven, and there was at least one. */
    OPERATED("operated"),
    /** At least one item is proven, and at least one that was due is not, or one of several tests is not demonstrated. */
    OPERATED_WITH_EXCEPTIONS("operated with exceptions"),
    /** Nothing is proven: there is no evidence, or nothing that the control had to cover. */
    NOT_DEMONSTRATED("not demonstrated");

    private final String words;

    Conclusion(String words) {
        this.words = words;
    }

    /**
     * The conclusion as it stands in a report.
     *
     * @return lower case, for a person
     */
    public String words() {
        return words;
    }
}
