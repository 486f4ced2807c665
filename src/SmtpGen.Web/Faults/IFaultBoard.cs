namespace SmtpGen.Web.Faults;

/// <summary>Takes faults that the server is to make on purpose.</summary>
internal interface IFaultBoard
{
    /// <summary>The faults, in the order in which they were added.</summary>
    IReadOnlyList<FaultDetails> List();

    /// <summary>Adds one.</summary>
    /// <param name="request">What happens, and where.</param>
    /// <param name="delay">Its delay; null: none.</param>
    /// <exception cref="FormatException">There is no such point, or no such reply there; the text names those there are.</exception>
    FaultDetails Add(FaultRequest request, TimeSpan? delay);

    /// <summary>Removes one; false where it is not there.</summary>
    bool Remove(int id);

    /// <summary>Removes all.</summary>
    /// <returns>How many there were.</returns>
    int Clear();
}
