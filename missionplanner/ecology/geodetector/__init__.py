"""The geographical detector: how much of a map the strata of a factor explain.

Wang et al. (2010, 2016); paper 2, equations 6 and 7. In equation 6 the paper prints the stratum's
variance in the denominator; the whole's is meant, as its equation 7 says.
"""
