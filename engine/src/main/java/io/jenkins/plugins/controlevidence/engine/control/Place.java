package io.jenkins.plugins.controlevidence.engine.control;

/**
 * Where something stands in a catalogue file.
 *
 * @param file the file's name, for a person
 * @param line from 1
 * @param column from 1
 */
record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
