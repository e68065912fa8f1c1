// MongoDB's health check. The first ones found the replica set and make its two accounts; later ones find them there.
// Before there is an account, MongoDB lets whoever comes from the same machine make the first one, and nobody else.
const secret = (name) => require("fs").readFileSync(`/secrets/${name}`, "utf8").trim();
const address = "mongodb://127.0.0.1:27017/?directConnection=true";
const name = "headway";

function isAccount(user, pwd) {
  try {
    return new Mongo(address).getDB("admin").auth(user, pwd).ok === 1;
  } catch (error) {
    return false;
  }
}

if (!db.hello().setName) {
  rs.initiate({_id: "rs0", members: [{_id: 0, host: "mongo:27017"}]});
}
if (!db.hello().isWritablePrimary) {
  quit(1);
}
if (!isAccount(name, secret("mongodb-password"))) {
  const admin = db.getSiblingDB("admin");
  if (!isAccount("admin", secret("mongodb-admin-password"))) {
    admin.createUser({user: "admin", pwd: secret("mongodb-admin-password"), roles: ["root"]});
  }
  admin.auth("admin", secret("mongodb-admin-password"));
  const account = {
    pwd: secret("mongodb-password"),
    roles: [{role: "readWrite", db: process.env.MONGODB_DATABASE || "headway"}],
  };
  // The password in .env has changed, or this is the first start.
  admin.getUser(name) ? admin.updateUser(name, account) : admin.createUser({user: name, ...account});
}
quit(0);
