"""The notes while they are written: one shared document a topic, stored before anybody else sees a change."""
