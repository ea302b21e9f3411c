package se.malbild.schemas;

import se.malbild.goals.picture.GoalAreaPicture;

/**
 * One goal area in one year, by itself.
 *
 * @param organisation SCB municipality code, four digits
 * @param framework id of the goal framework
 * @param frameworkVersion the version that was in force, from 1
 * @param strategicArea id of the strategic area that the goal area belongs to
 */
public record GoalAreaRecord(
        String organisation,
        String framework,
        int frameworkVersion,
        int year,
        String strategicArea,
        GoalAreaPicture goalArea) {}
