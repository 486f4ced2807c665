using SmtpGen.Language.Binding;

namespace SmtpGen.Language.Checks;

/// <summary>Every rule that a bound protocol must keep. They look at different things, so that one mistake gives one finding.</summary>
internal static class AllChecks
{
    private static readonly Action<BoundProtocol, Report>[] s_checks =
    [
        UnreachableState.Run,
        StateWithoutEnd.Run,
        OverlappingRules.Run,
        NoFinalState.Run,
        MissingOtherwise.Run,
        RuleWithoutReplies.Run,
        DifferentDecisions.Run,
        RuleInFinalState.Run,
        SilenceGoesOn.Run,
        UpgradeWithoutSync.Run,
        AnswersLeadApart.Run,
        AnswersCountOn.Run,
        ChunkAfterRefusal.Run,
        BodyInsideBody.Run,
        BodyWithoutAnswer.Run,
        ContinuationWithoutHandler.Run,
        BodyNotRead.Run,
        ReplyOfferedTwice.Run,
        FramingGoesOn.Run,
        LinesDiffer.Run,
        LineBeyondDrain.Run,
        UnusedReply.Run,
        EnhancedClassDiffers.Run,
        EnhancedOnIntermediate.Run,
        EnhancedCodeMalformed.Run,
        ClosingReplyStays.Run,
        IntermediateWithoutBody.Run,
        RefusalMovesForward.Run,
        TextNotAscii.Run,
        TextTooLong.Run,
        StatusTextTooLong.Run,
        UnknownClass.Run,
        SlotNotCaptured.Run,
        ParameterNotShown.Run,
        ParameterWithoutHandler.Run,
        UnsolicitedSlot.Run,
        EnhancedWithStatus.Run,
        WholeReplyHasLines.Run,
        WordNotShown.Run,
        FlagNotRead.Run,
        FlagNotSet.Run,
        TooManyParts.Run,
        FlagOutsideCommand.Run,
        OptionWithoutEffect.Run,
        ReplyNotExplained.Run,
        TranslationIncomplete.Run,
        TranslationOfNothing.Run,
    ];

    public static void Run(BoundProtocol protocol, Report report)
    {
        // After an error of reading or binding something is missing, and its absence would be found a second time.
        if (report.IsBroken(protocol.Syntax, protocol.Files.StandsOn(protocol.Syntax)))
            return;
        foreach (var check in s_checks)
            check(protocol, report);
    }
}
