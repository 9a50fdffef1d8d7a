"""`backrelief screen` answers: is it safe to start."""

from __future__ import annotations

from backrelief.advice.assess import assess
from backrelief.cli.case_options import CaseOptions, level_code, load_for, may_ask, read_case, save_answers, takes
from backrelief.cli.streams import Format, chosen_format, format_slip, show, write


@takes(CaseOptions)
def screen(options: CaseOptions) -> int:
    """Is it safe to start? The danger signs alone, without any advice on what to do for the pain."""
    from backrelief.interview.questions import lists, open_questions

    knowledge = load_for(options)
    slip = format_slip(options.format)
    case = read_case(knowledge, options, slip=slip)
    form = chosen_format(None if slip else options.format)
    asking = may_ask(options, form)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, precautions=False)
    assessment = assess(knowledge, case)
    code = level_code(knowledge, assessment.screening)
    if form is Format.JSON:
        from backrelief.render.envelope import success
        from backrelief.render.records import screen_data

        write(success("screen", code, screen_data(assessment)))
        return save_answers(case, options, code)
    from backrelief.render.level_page import screen_page

    silent = asking or assessment.screening.stops
    open_lists = () if silent else lists(assessment, ("danger",))
    asks = () if silent else open_questions(assessment)
    show(screen_page(knowledge, assessment, open_lists, asks), form, options.color)
    return save_answers(case, options, code)
