namespace SmtpGen.Server;

/// <summary>Looks on at all sessions of a host's servers; as a service it is asked by each server that the host has.</summary>
public interface ISessionWatch
{
    /// <summary>Makes the same sessions, which are looked at from now on.</summary>
    /// <param name="sessions">Makes a server's sessions.</param>
    ISessionFactory Watch(ISessionFactory sessions);
}
