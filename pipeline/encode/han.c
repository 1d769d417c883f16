#include "han.h"

uint32_t tp_han_simplified(uint32_t cp)
{
    size_t low = 0, high = tp_n_han_pairs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tp_han_pairs[middle].traditional < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < tp_n_han_pairs && tp_han_pairs[low].traditional == cp
               ? tp_han_pairs[low].simplified
               : cp;
}
