"""The Security stage: indicators, weights, index, drivers."""
