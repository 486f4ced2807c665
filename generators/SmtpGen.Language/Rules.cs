using SmtpGen.Language.Binding;
using SmtpGen.Language.Checks;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Suppression;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language;

/// <summary>The catalogue of findings.</summary>
public static class Rules
{
    /// <summary>
    /// Every rule that the compiler may report, by id: each is a constant beside the code that reports it. They are named here, and not
    /// looked for, since a native program has only the constants that its code names.
    /// </summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        SyntaxRules.UnexpectedToken,
        SyntaxRules.UnterminatedString,
        SyntaxRules.BadNumber,
        BindingRules.Undefined,
        BindingRules.Duplicate,
        BindingRules.MissingFile,
        BindingRules.Cycle,
        BindingRules.NotInherited,
        BindingRules.MissingPart,
        BindingRules.BadValue,
        BindingRules.UnknownSlot,
        GrammarRules.SyntaxError,
        GrammarRules.UndefinedRule,
        GrammarRules.DuplicateRule,
        GrammarRules.RecursiveRule,
        GrammarRules.NullableLoop,
        GrammarRules.ProseUsed,
        GrammarRules.AmbiguousCapture,
        GrammarRules.MatchesLineEnd,
        GrammarRules.UnusedBound,
        GrammarRules.UncheckableBound,
        GrammarRules.BoundOnUndefinedRule,
        GrammarRules.TooManyStates,
        GrammarRules.RepetitionRange,
        GrammarRules.ValueRange,
        GrammarRules.MatchesNothing,
        GrammarRules.NoNumber,
        UnreachableState.Rule,
        StateWithoutEnd.Rule,
        OverlappingRules.Rule,
        NoFinalState.Rule,
        MissingOtherwise.Rule,
        RuleWithoutReplies.Rule,
        DifferentDecisions.Rule,
        RuleInFinalState.Rule,
        SilenceGoesOn.Rule,
        AnswersLeadApart.Rule,
        ChunkAfterRefusal.Rule,
        ContinuationWithoutHandler.Rule,
        BodyNotRead.Rule,
        UpgradeWithoutSync.Rule,
        AnswersCountOn.Rule,
        LineBeyondDrain.Rule,
        ReplyOfferedTwice.Rule,
        FramingGoesOn.Rule,
        LinesDiffer.Rule,
        BodyInsideBody.Rule,
        BodyWithoutAnswer.Rule,
        UnusedReply.Rule,
        EnhancedClassDiffers.Rule,
        EnhancedOnIntermediate.Rule,
        EnhancedCodeMalformed.Rule,
        ClosingReplyStays.Rule,
        IntermediateWithoutBody.Rule,
        RefusalMovesForward.Rule,
        TextNotAscii.Rule,
        TextTooLong.Rule,
        UnknownClass.Rule,
        SlotNotCaptured.Rule,
        ParameterNotShown.Rule,
        ParameterWithoutHandler.Rule,
        UnsolicitedSlot.Rule,
        EnhancedWithStatus.Rule,
        WholeReplyHasLines.Rule,
        WordNotShown.Rule,
        StatusTextTooLong.Rule,
        FlagNotRead.Rule,
        FlagNotSet.Rule,
        TooManyParts.Rule,
        FlagOutsideCommand.Rule,
        OptionWithoutEffect.Rule,
        ReplyNotExplained.Rule,
        TranslationIncomplete.Rule,
        TranslationOfNothing.Rule,
        FileNotIncluded.Rule,
        Silencing.Rule,
    ];
}
