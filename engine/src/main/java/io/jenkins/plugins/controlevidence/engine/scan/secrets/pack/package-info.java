/**
 * Reads a repository's packs as what they are, trees of deltas, so that each object is inflated once and only what a delta did
 * not copy is looked at (docs/decisions/023-trees-and-commits-along-the-deltas.md). Knows objects, commits and trees, not what
 * is looked for in them.
 */
package io.jenkins.plugins.controlevidence.engine.scan.secrets.pack;
