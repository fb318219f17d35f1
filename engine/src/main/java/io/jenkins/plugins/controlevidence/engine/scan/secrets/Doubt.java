package io.jenkins.plugins.controlevidence.engine.scan.secrets;

/** Why what looks like a credential may be no live one, from the least doubtful to the most. */
enum Doubt {
    /** Nothing speaks against it. */
    NONE(""),
    /** Its checksum is wrong. */
    CHECKSUM("Its checksum is wrong, so it may be an example."),
    /** It stands near its provider's name, but nothing says that it is a key. */
    ONLY_NEAR("Nothing but the provider's name beside it says that it is a key."),
    /** Repetitions, sequences of letters or digits, the word "example": nobody issued it. Not reported, only counted. */
    MADE_UP("It is evidently made up."),
    /** It is a file into which one could not look: see {@link Unseen}. Not reported, but the scan proves nothing. */
    UNSEEN("It could not be looked into.");

    private final String sentence;

    Doubt(String sentence) {
        this.sentence = sentence;
    }

    /**
     * The doubt in words.
     *
     * @return one sentence, or empty for {@link #NONE}
     */
    String sentence() {
        return sentence;
    }
}
