package io.jenkins.plugins.controlevidence.engine.source;

/**
 * What was written of a commit's files.
 *
 * @param files how many regular files, links that became text included
 * @param links how many symbolic links
 * @param linksAsText how many symbolic links became text files that hold the link's target, because they would have led out
 *     of the directory or cannot be made here
 * @param submodules how many submodules became empty directories
 */
public record Export(int files, int links, int linksAsText, int submodules) {}
