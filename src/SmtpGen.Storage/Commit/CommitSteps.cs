namespace SmtpGen.Storage;

/// <summary>Takes the changes of a group through the steps of their commit; those for which a step fails leave the group.</summary>
/// <param name="refuse">Refuses a change that left the group.</param>
internal sealed class CommitSteps<T>(Action<T, Exception> refuse)
{
    /// <summary>Takes a step for each change.</summary>
    public void ForEach(List<T> group, Action<T> step) => group.RemoveAll(change => !Succeeds(() => step(change), [change]));

    /// <summary>Takes a step for the group, which fails as a whole or not at all.</summary>
    public void ForAll(List<T> group, Action step)
    {
        if (group.Count > 0 && !Succeeds(step, group))
            group.Clear();
    }

    private bool Succeeds(Action step, IReadOnlyList<T> changes)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception exception)
        {
            foreach (T change in changes)
                refuse(change, exception);
            return false;
        }
    }
}
