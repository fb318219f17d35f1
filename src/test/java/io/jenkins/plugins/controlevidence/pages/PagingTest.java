package io.jenkins.plugins.controlevidence.pages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A long list is shown a page at a time, and an address cannot ask for more. */
class PagingTest {
    @Test
    void lastPageHasTheRest() {
        Paging paging = new Paging(3, 2, 5);

        assertThat(paging.pages(), is(3));
        assertThat(paging.first(), is(5));
        assertThat(paging.last(), is(5));
        assertThat(paging.of(List.of(1, 2, 3, 4, 5)), is(List.of(5)));
    }

    @Test
    void numbersOutOfRangeMeanTheNearestPage() {
        assertThat(new Paging(99, 2, 5).number(), is(3));
        assertThat(new Paging(-1, 2, 5).number(), is(1));
        assertThat(Paging.number("abc"), is(1));
        assertThat(Paging.number(null), is(1));
        assertThat(Paging.number("99999999999"), is(1));
    }

    @Test
    void emptyListHasOneEmptyPage() {
        Paging paging = new Paging(1, 50, 0);

        assertThat(paging.pages(), is(1));
        assertThat(paging.first(), is(0));
        assertThat(paging.last(), is(0));
        assertThat(paging.of(List.of()), is(List.of()));
    }
}
