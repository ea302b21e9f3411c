package se.malbild.goals.framework;

import se.malbild.goals.Text;

/**
 * One thing that is wrong in a framework document.
 *
 * @param line line of the document, from 1
 * @param column column of the line, from 1
 * @param path where in the document, for example {@code indicators[3].rule.kind}
 * @param code stable identifier of the kind of fault
 * @param message what was wrong and what would be right
 */
public record FrameworkFault(int line, int column, String path, String code, Text message) {}
