/** What pages and reports query: an SQL index derived from the ledger, rebuilt from it at will, never the truth. */
package io.jenkins.plugins.controlevidence.engine.index;
