using Npgsql;

namespace SmtpGen.Storage.Postgres.Tests;

public sealed class LocationTests
{
    [Theory]
    [InlineData("postgres://bob@db.example:5433/mail", "Host=db.example;Port=5433;Database=mail;Username=bob")]
    [InlineData("postgresql://db.example", "Host=db.example")]
    [InlineData("POSTGRES://b%40b@[::1]:5433/m%20l?sslmode=require&application_name=x", "Host=::1;Port=5433;Database=m l;Username=b@b;SSL Mode=Require;Application Name=x")]
    [InlineData("postgres://one:1,two:2/mail?target_session_attrs=primary", "Host=one:1,two:2;Database=mail;Target Session Attributes=primary")]
    [InlineData("postgres:///mail?host=/run/postgresql", "Host=/run/postgresql;Database=mail")]
    [InlineData("postgres:Host=db.example;Database=mail", "Host=db.example;Database=mail")]
    public void A_location_names_a_database(string location, string expected)
    {
        PostgresLocation parsed = PostgresLocation.Parse(location);
        Assert.Equivalent(new NpgsqlConnectionStringBuilder(expected), new NpgsqlConnectionStringBuilder(parsed.ConnectionString));
        Assert.Equal(new PostgresStoreOptions(), parsed.Options);
    }

    [Fact]
    public void A_location_says_how_the_store_works()
    {
        PostgresLocation parsed = PostgresLocation.Parse(
            "postgres://db.example/mail?schema=other&synchronous_commit=remote_apply&commit_time=12.5&read_time=3&connect_timeout=4");
        Assert.Equal(
            new PostgresStoreOptions
            {
                Schema = "other",
                SynchronousCommit = SynchronousCommit.RemoteApply,
                CommitTime = TimeSpan.FromSeconds(12.5),
                ReadTime = TimeSpan.FromSeconds(3),
                ConnectTime = TimeSpan.FromSeconds(4),
            },
            parsed.Options);
        Assert.Equal("postgres://db.example:5432/mail?schema=other", parsed.Name);
    }

    [Theory]
    [InlineData("postgres:", "names no host")]
    [InlineData("postgres:///mail", "names no host")]
    [InlineData("postgres://h:port/mail", "\"port\" is not a port")]
    [InlineData("postgres://h/mail?schema=Bad", "\"Bad\" cannot name a schema")]
    [InlineData("postgres://h/mail?synchronous_commit=off", "would lose messages")]
    [InlineData("postgres://h/mail?synchronous_commit=maybe", "\"maybe\" is not a value")]
    [InlineData("postgres://h/mail?commit_time=never", "write seconds")]
    [InlineData("postgres://h/mail?colour=red", "\"colour\" cannot be said")]
    [InlineData("postgres://bob:hidden@h/mail", "set PGPASSWORD")]
    [InlineData("postgres://h/mail?password=hidden", "set PGPASSWORD")]
    [InlineData("postgres:Host=h;Password=hidden", "set PGPASSWORD")]
    [InlineData("postgres:Host=h;Colour=red", "\"colour\" is not a keyword")]
    [InlineData("mysql://h/mail", "begins with none of")]
    public void What_is_wrong_in_a_location_is_named_and_no_password(string location, string expected)
    {
        FormatException failure = Assert.Throws<FormatException>(() => PostgresLocation.Parse(location));
        Assert.Contains(expected, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
    }
}
