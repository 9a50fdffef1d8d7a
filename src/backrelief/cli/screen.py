"""`backrelief screen` answers: is it safe to start."""

from __future__ import annotations

from backrelief.advice.assess import assess
from backrelief.cli.case_options import CaseOptions, level_code, load_for, may_ask, read_case, save_answers, takes
from backrelief.cli.streams import Format, chosen_format, format_slip, show, write


@takes(CaseOptions)
def screen(options: CaseOptions) -> int:
    """Is it safe to start? The danger signs alone, without any advice on what to do for the pain."""
    from backrelief.case.facts import with_areas
    from backrelief.interview.questions import lists, open_questions

    knowledge = load_for(options)
    slip = format_slip(options.format)
    case = read_case(knowledge, options, slip=slip)
    form = chosen_format(None if slip else options.format)
    asking = may_ask(options, form)
    if asking:
        from backrelief.cli.interview import interview

        case = interview(knowledge, case, danger_lists=not options.no_red_flags, precautions=False)
    screening = assess(knowledge, case).screening
    code = level_code(knowledge, screening)
    answers = case
    case = with_areas(knowledge, case)
    if form is Format.JSON:
        from backrelief.render.envelope import screening_data, success

        write(success("screen", code, screening_data(knowledge, case, screening)))
        return save_answers(answers, options, code)
    from backrelief.render.level_page import checklist_blocks, level_blocks
    from backrelief.render.own_changes import own_changes

    blocks = [*own_changes(knowledge), *level_blocks(knowledge, case, screening)]
    if not asking and not screening.stops:
        blocks += checklist_blocks(
            knowledge, lists(assess(knowledge, case), ("danger",)), open_questions(assess(knowledge, case))
        )
    show(tuple(blocks), form, options.color)
    return save_answers(answers, options, code)
