/*
 * ext_instr.h - instructions of stylesheets that the program carries out itself.
 *
 * <tp:NAME> stands in a template, around an xsl:fallback that is the whole of it in XSLT, and does
 * the plain case, which nearly all are, at once; where the case isn't plain, or another processor
 * runs the stylesheet, the fallback is carried out. So a template that an importing stylesheet
 * overrides is overridden whole. What stands behind the fallback is the content of the element that
 * the instruction makes. They read the variables that the fallback reads. Inside the layer only.
 */
#ifndef TP_TRANSFORM_EXT_INSTR_H
#define TP_TRANSFORM_EXT_INSTR_H

/* Make them known to libxslt, once a process. */
void tp_ext_instr_init(void);

#endif
