namespace SmtpGen.Cluster.Tests;

/// <summary>A part of the cluster that can fail, and come back.</summary>
internal interface IPart
{
    /// <summary>What it is, for the table.</summary>
    string Name { get; }

    /// <summary>Fails, as by <c>kill -9</c>.</summary>
    Task FailAsync();

    /// <summary>Comes back, where it was.</summary>
    Task ReturnAsync();
}

/// <summary>A part whose failing is somebody else's method.</summary>
internal sealed class Part(string name, Func<Task> fail, Func<Task> comeBack) : IPart
{
    public string Name => name;

    public Task FailAsync() => fail();

    public Task ReturnAsync() => comeBack();
}
