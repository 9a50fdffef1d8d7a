"""`backrelief screen` answers: is it safe to start."""

from __future__ import annotations

from backrelief.cli.case_options import CaseOptions, level_code, load_for, may_ask, read_case, save_answers, takes
from backrelief.cli.streams import Format, chosen_format, format_slip, show, write


@takes(CaseOptions)
def screen(options: CaseOptions) -> int:
    """Is it safe to start? The danger signs alone, without any advice on what to do for the pain."""
    from backrelief.advice.advise import screened
    from backrelief.case.case import with_areas
    from backrelief.interview.questions import open_questions, pages

    knowledge = load_for(options)
    slip = format_slip(options.format)
    case = read_case(knowledge, options, slip=slip)
    form = chosen_format(None if slip else options.format)
    asking = may_ask(options, form)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, precautions=False)
    screening = screened(knowledge, case)
    code = level_code(knowledge, screening)
    answers = case
    case = with_areas(knowledge, case)
    if form is Format.JSON:
        from backrelief.render.envelope import success
        from backrelief.render.records import screen_data

        write(success("screen", code, screen_data(knowledge, case, screening)))
        return save_answers(answers, options, code)
    from backrelief.render.level_page import screen_page

    lists = () if asking or screening.stops else pages(knowledge, case, ("danger",))
    asks = () if asking or screening.stops else open_questions(knowledge, case)
    show(screen_page(knowledge, case, screening, lists, asks), form, options.color)
    return save_answers(answers, options, code)
