/** Observations from Kolada, the open database of Swedish municipalities' key figures. */
package se.malbild.kolada;
