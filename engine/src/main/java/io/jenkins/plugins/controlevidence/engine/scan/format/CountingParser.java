package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.Arrays;

/** Refuses an object with too many names: to know that none comes twice, all names of an object are held in memory. */
final class CountingParser extends JsonParserDelegate {
    private final int[] names = new int[ReportLimits.JSON.getMaxNestingDepth() + 2];
    private int depth;

    CountingParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == null) {
            return null;
        }
        if (token.isStructStart()) {
            names[++depth] = 0;
        } else if (token.isStructEnd()) {
            depth--;
        } else if (token == JsonToken.FIELD_NAME && ++names[depth] > ReportLimits.NAMES_PER_OBJECT) {
            Arrays.fill(names, 0);
            throw new BrokenReportException("has an object with more than " + ReportLimits.NAMES_PER_OBJECT + " names");
        }
        return token;
    }

    /** Skips by {@link #nextToken()}, so that what is skipped is checked as well. */
    @Override
    public JsonParser skipChildren() throws IOException {
        if (currentToken() == null || !currentToken().isStructStart()) {
            return this;
        }
        for (int open = 1; open > 0; ) {
            JsonToken token = nextToken();
            if (token == null) {
                throw new BrokenReportException("is cut off");
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return this;
    }
}
