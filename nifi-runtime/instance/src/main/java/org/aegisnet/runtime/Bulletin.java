package org.aegisnet.runtime;

/**
 * A complaint of a component, as the canvas shows it in a corner of the component.
 *
 * @param source the name of the component
 * @param level for example WARNING or ERROR
 * @param message what it says
 */
public record Bulletin(String source, String level, String message) {}
